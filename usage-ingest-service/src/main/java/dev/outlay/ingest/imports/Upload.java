package dev.outlay.ingest.imports;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** An uploaded file as plain bytes, gzip or not (by its first two bytes), with a hash of them and a count of what was read. */
final class Upload implements Closeable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Counting sent;
    private final DigestInputStream plain;

    /** @param maxPlainBytes reading more than that fails with {@link TooLarge} */
    Upload(Path file, long maxPlainBytes) throws IOException {
        this.sent = new Counting(Files.newInputStream(file), Long.MAX_VALUE);
        BufferedInputStream buffered = new BufferedInputStream(sent, BUFFER_BYTES);
        InputStream decompressed = isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
        this.plain = new DigestInputStream(new Counting(decompressed, maxPlainBytes), sha256());
    }

    InputStream plain() {
        return plain;
    }

    /** Bytes of the file that were read. */
    long bytesDone() {
        return sent.count;
    }

    /** SHA-256 of the plain bytes, of all of them once they were read to the end. */
    String content() {
        return HexFormat.of().formatHex(plain.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    private static boolean isGzip(BufferedInputStream input) throws IOException {
        input.mark(2);
        boolean magic = input.read() == 0x1f && input.read() == 0x8b;
        input.reset();
        return magic;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** More bytes came out of a file than are allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts bytes, up to a limit. */
    private static final class Counting extends FilterInputStream {
        private final long max;
        private volatile long count;

        Counting(InputStream input, long max) {
            super(input);
            this.max = max;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            add(Math.max(read, 0));
            return read;
        }

        private void add(int read) throws IOException {
            count = count + read;
            if (count > max) {
                throw new TooLarge();
            }
        }
    }
}
