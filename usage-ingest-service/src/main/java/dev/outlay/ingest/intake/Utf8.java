package dev.outlay.ingest.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Finds bytes that are not UTF-8. The JSON parser itself is lenient there: it reads overlong forms and encoded surrogates, and
 * what it would make of them nobody sent.
 */
final class Utf8 {
    private static final int CHUNK = 8192;

    private Utf8() {}

    /** Offset of the first byte that is not UTF-8, or -1. Reads the stream to its end. */
    static long firstMalformedByte(InputStream bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.allocate(CHUNK);
        CharBuffer output = CharBuffer.allocate(CHUNK); // never fewer characters than bytes: it cannot overflow
        long before = 0;
        while (true) {
            int count = bytes.read(input.array(), input.position(), input.remaining());
            boolean end = count < 0;
            input.position(input.position() + Math.max(count, 0)).flip();
            CoderResult result = decoder.decode(input, output.clear(), end);
            if (result.isError()) {
                return before + input.position();
            }
            if (end) {
                return -1;
            }
            before += input.position();
            input.compact(); // what is left is the beginning of a character whose end is still to come
        }
    }
}
