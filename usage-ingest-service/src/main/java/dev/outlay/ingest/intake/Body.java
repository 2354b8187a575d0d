package dev.outlay.ingest.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** A request's body as bytes, decompressed within the limit that holds for plain ones. */
final class Body {
    private Body() {}

    static byte[] gunzip(byte[] compressed, int maxBytes) throws MalformedBody {
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] plain = input.readNBytes(maxBytes + 1);
            if (plain.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return plain;
        } catch (IOException broken) {
            throw new MalformedBody(400, "InvalidEncoding", "The body is not gzip, or is cut off.");
        }
    }

    static MalformedBody tooLarge(int maxBytes) {
        return new MalformedBody(
                413, "PayloadTooLarge", "A body has at most " + maxBytes + " bytes, also after decompression.");
    }
}
