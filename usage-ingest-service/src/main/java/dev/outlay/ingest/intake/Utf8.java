package dev.outlay.ingest.intake;

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
    private static final int CHUNK_CHARACTERS = 8192;

    private Utf8() {}

    /** Offset of the first byte that is not UTF-8, or -1. */
    static int firstMalformedByte(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(Math.min(CHUNK_CHARACTERS, Math.max(bytes.length, 2)));
        while (true) {
            CoderResult result = decoder.decode(input, output, true);
            if (result.isError()) {
                return input.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            output.clear();
        }
    }
}
