package dev.outlay.ingest.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each row was there before, for a file of any size. The hashes go to {@value #PARTITIONS} files on disk by
 * their first byte; each file is then counted by itself, so that memory holds the different hashes of one of them (about a third
 * of a byte for each row of the import). What is greater than 0 is written into a sparse file with four bytes for each row.
 */
public final class Occurrences implements Closeable {
    private static final int PARTITIONS = 256;
    private static final int BUFFER_BYTES = 8192;

    private final Path directory;
    private final @Nullable DataOutputStream[] partitions = new DataOutputStream[PARTITIONS];
    private long rows;

    /** @param directory an empty folder that belongs to this count */
    public Occurrences(Path directory) {
        this.directory = directory;
    }

    /** The next row's hash. */
    public void add(byte[] hash) throws IOException {
        DataOutputStream partition = partition(hash[0] & 0xff);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        partition.writeLong(bytes.getLong());
        partition.writeLong(bytes.getLong());
        partition.writeLong(rows);
        rows++;
    }

    /** Counts; afterwards {@link #numbers()} can be read. */
    public void count() throws IOException {
        close();
        try (FileChannel numbers = FileChannel.open(
                numbersFile(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SPARSE)) {
            for (int at = 0; at < PARTITIONS; at++) {
                count(at, numbers);
            }
        }
    }

    /** The occurrence numbers of the rows, in their order. */
    public Numbers numbers() throws IOException {
        return new Numbers(new DataInputStream(new BufferedInputStream(Files.newInputStream(numbersFile()))));
    }

    private void count(int at, FileChannel numbers) throws IOException {
        Path file = partitionFile(at);
        if (!Files.exists(file)) {
            return;
        }
        Map<Hash, Integer> seen = new HashMap<>();
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file) / (3 * Long.BYTES); left > 0; left--) {
                Hash hash = new Hash(input.readLong(), input.readLong());
                long row = input.readLong();
                int before = seen.merge(hash, 1, Integer::sum) - 1;
                if (before > 0) {
                    ByteBuffer number =
                            ByteBuffer.allocate(Integer.BYTES).putInt(before).flip();
                    numbers.write(number, row * Integer.BYTES);
                }
            }
        }
        Files.delete(file);
    }

    private DataOutputStream partition(int at) throws IOException {
        DataOutputStream open = partitions[at];
        if (open == null) {
            open = new DataOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(partitionFile(at)), BUFFER_BYTES));
            partitions[at] = open;
        }
        return open;
    }

    private Path partitionFile(int at) {
        return directory.resolve("hashes-" + at);
    }

    private Path numbersFile() {
        return directory.resolve("numbers");
    }

    @Override
    public void close() throws IOException {
        for (int at = 0; at < PARTITIONS; at++) {
            DataOutputStream open = partitions[at];
            if (open != null) {
                open.close();
                partitions[at] = null;
            }
        }
    }

    /** Half of a SHA-256: enough to tell the rows of one file apart. */
    private record Hash(long high, long low) {}

    /** Occurrence numbers, read from the first row on. */
    public static final class Numbers implements Closeable {
        private final DataInputStream input;
        private boolean ended;

        Numbers(DataInputStream input) {
            this.input = input;
        }

        /** How often the next row was there before. */
        public int next() throws IOException {
            if (ended) {
                return 0;
            }
            try {
                return input.readInt();
            } catch (EOFException onlyFirstOnesFollow) {
                ended = true;
                return 0;
            }
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
