package dev.outlay.sample.partner;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Numbers and ids that look random and are not: each depends on the seed and on the words it is asked with, and on nothing that was asked
 * before.
 */
public record Seed(long value) {

    /** At least 0 and below 1. */
    double fraction(String words) {
        return (mixed(words) >>> 11) * 0x1.0p-53;
    }

    /** At least {@code low} and below {@code high}. */
    double between(String words, double low, double high) {
        return low + fraction(words) * (high - low);
    }

    /** At least 0 and below {@code bound}. */
    int choice(String words, int bound) {
        return (int) (fraction(words) * bound);
    }

    /** An id in the form of a UUID. */
    String uuid(String words) {
        return UUID.nameUUIDFromBytes((value + "/" + words).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** FNV-1a over the words, then the finalizer of SplitMix64, which spreads what FNV leaves close together. */
    private long mixed(String words) {
        long hash = 0xcbf29ce484222325L ^ value;
        for (int index = 0; index < words.length(); index++) {
            hash = (hash ^ words.charAt(index)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
