package dev.outlay.budget.pricesheet;

import dev.outlay.budget.refusal.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** A file, unpacked where it is gzip, that fails with a refusal when it turns out to be larger than it may be: what unpacks without end is stopped, too. */
final class BoundedText extends FilterInputStream {

    private static final int BUFFER = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final long most;
    private long left;

    private BoundedText(InputStream plain, long most) {
        super(plain);
        this.most = most;
        this.left = most;
    }

    static InputStream unpacked(InputStream file, long most) throws IOException {
        PushbackInputStream sent = new PushbackInputStream(file, 2);
        byte[] first = sent.readNBytes(2);
        sent.unread(first);
        boolean isGzip = first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
        return new BoundedText(isGzip ? new GZIPInputStream(sent, BUFFER) : sent, most);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new Refusal(
                            413,
                            "RequestEntityTooLarge",
                            "A price sheet may have " + most / 1024 / 1024 + " MiB, unpacked.")
                    .exception();
        }
        return read;
    }
}
