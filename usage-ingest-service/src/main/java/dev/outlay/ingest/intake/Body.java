package dev.outlay.ingest.intake;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A request's body, kept in pieces as it grows. One array for all of it would be copied each time it is too small, and one of
 * half a heap region costs the collector a region of its own; pieces are copied into once. They are filled before the next is
 * made, so a body that trickles in byte by byte takes no more memory than one that comes at once.
 */
final class Body {
    private static final int FIRST_PIECE = 4 * 1024;
    private static final int LARGEST_PIECE = 64 * 1024;

    private final List<byte[]> pieces = new ArrayList<>();
    private byte[] last = new byte[0];
    private int usedOfLast;
    private int length;

    static Body of(byte[] bytes) {
        Body body = new Body();
        body.append(Buffer.buffer(bytes));
        return body;
    }

    void append(Buffer chunk) {
        for (int taken = 0; taken < chunk.length(); ) {
            int count = Math.min(room(), chunk.length() - taken);
            chunk.getBytes(taken, taken + count, last, usedOfLast);
            fill(count);
            taken += count;
        }
    }

    int length() {
        return length;
    }

    /** The bytes from the first to the last, as often as it is asked for. */
    InputStream stream() {
        return new Pieces();
    }

    /** What the body is after decompression, within the limit that holds for plain ones. */
    Body gunzipped(int maxBytes) throws MalformedBody {
        Body plain = new Body();
        try (GZIPInputStream input = new GZIPInputStream(stream())) {
            for (int count = plain.readFrom(input); count >= 0; count = plain.readFrom(input)) {
                if (plain.length > maxBytes) {
                    throw tooLarge(maxBytes);
                }
            }
        } catch (IOException broken) {
            throw new MalformedBody(400, "InvalidEncoding", "The body is not gzip, or is cut off.");
        }
        return plain;
    }

    static MalformedBody tooLarge(int maxBytes) {
        return new MalformedBody(
                413, "PayloadTooLarge", "A body has at most " + maxBytes + " bytes, also after decompression.");
    }

    private int readFrom(InputStream input) throws IOException {
        int room = room(); // makes the last piece, so it is asked first
        int count = input.read(last, usedOfLast, room);
        if (count > 0) {
            fill(count);
        }
        return count;
    }

    /** The room in the last piece, which is made when there is none: always more than nothing. */
    private int room() {
        if (usedOfLast == last.length) {
            last = new byte[Math.clamp(length, FIRST_PIECE, LARGEST_PIECE)];
            usedOfLast = 0;
            pieces.add(last);
        }
        return last.length - usedOfLast;
    }

    private void fill(int count) {
        usedOfLast += count;
        length += count;
    }

    /** Reads the pieces one after the other. Knows how many bytes are left, by which gzip finds whether something follows. */
    private final class Pieces extends InputStream {
        private int piece;
        private int at;
        private int left = length;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (left == 0) {
                return wanted == 0 ? 0 : -1;
            }
            byte[] source = pieces.get(piece);
            int count = Math.min(wanted, Math.min(left, source.length - at));
            System.arraycopy(source, at, target, offset, count);
            left -= count;
            at += count;
            if (at == source.length) {
                piece++;
                at = 0;
            }
            return count;
        }

        @Override
        public int available() {
            return left;
        }
    }
}
