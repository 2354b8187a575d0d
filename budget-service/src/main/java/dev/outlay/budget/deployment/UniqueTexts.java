package dev.outlay.budget.deployment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Names that follow from texts, and from nothing else: what is deployed twice has one name. They are the same as Azure's, so that what a template named there has that name here: {@code guid} is a UUID of
 * version 5 (RFC 4122 section 4.3) in the namespace that Azure's tools name for it, {@code uniqueString} the hash by which Microsoft's provider azapi makes the same text.
 */
final class UniqueTexts {

    private static final UUID NAMESPACE = UUID.fromString("11fb06fb-712d-4ddd-98c7-e71bbd588830");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 13;

    private static final int FIRST = 597_399_067;
    private static final int SECOND = (int) 2_869_860_233L;
    private static final int THIRD = (int) 2_246_822_507L;
    private static final int FOURTH = (int) 3_266_489_909L;

    private UniqueTexts() {}

    /** A UUID of texts, joined by a hyphen. */
    static String guid(List<String> texts) {
        byte[] hash = sha1(
                ByteBuffer.allocate(16)
                        .putLong(NAMESPACE.getMostSignificantBits())
                        .putLong(NAMESPACE.getLeastSignificantBits())
                        .array(),
                joined(texts));
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static byte[] sha1(byte[] namespace, byte[] name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(namespace);
            return digest.digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    private static byte[] joined(List<String> texts) {
        return String.join("-", texts).getBytes(StandardCharsets.UTF_8);
    }

    /** Thirteen letters and digits of texts, joined by a hyphen: a MurmurHash3 of two halves of 32 bits, five bits to a letter from the top. */
    static String uniqueString(List<String> texts) {
        byte[] bytes = joined(texts);
        int low = 0;
        int high = 0;
        int at = 0;
        for (; at + 8 <= bytes.length; at += 8) {
            low ^= Integer.rotateLeft(part(bytes, at, 4) * FIRST, 15) * SECOND;
            low = (Integer.rotateLeft(low, 19) + high) * 5 + 1_444_728_091;
            high ^= Integer.rotateLeft(part(bytes, at + 4, 4) * SECOND, 17) * FIRST;
            high = (Integer.rotateLeft(high, 13) + low) * 5 + 197_830_471;
        }
        int rest = bytes.length - at;
        if (rest > 0) {
            low ^= Integer.rotateLeft(part(bytes, at, Math.min(4, rest)) * FIRST, 15) * SECOND;
        }
        if (rest > 4) {
            high ^= Integer.rotateLeft(part(bytes, at + 4, rest - 4) * SECOND, 17) * FIRST;
        }
        low ^= bytes.length;
        high ^= bytes.length;
        low += high;
        high += low;
        low = mixed(low);
        high = mixed(high);
        low += high;
        high += low;
        return letters((long) high << 32 | Integer.toUnsignedLong(low));
    }

    /** Bytes as a number, the first one lowest. */
    private static int part(byte[] bytes, int from, int count) {
        int part = 0;
        for (int index = count - 1; index >= 0; index--) {
            part = (part << 8) | (bytes[from + index] & 0xff);
        }
        return part;
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ hash >>> 16) * THIRD;
        mixed = (mixed ^ mixed >>> 13) * FOURTH;
        return mixed ^ mixed >>> 16;
    }

    private static String letters(long hash) {
        StringBuilder letters = new StringBuilder();
        for (int index = 0; index < LENGTH; index++) {
            letters.append(LETTERS.charAt((int) (hash << (5 * index) >>> 59)));
        }
        return letters.toString();
    }
}
