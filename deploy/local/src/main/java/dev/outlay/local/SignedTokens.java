package dev.outlay.local;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Tokens that were signed a short while ago, to be given again to who asks for the same. Signing takes a processor two milliseconds, and
 * fourteen in a JVM that compiles with C1 alone, as those of the tests do: more than the request that the token is for.
 */
final class SignedTokens {
    static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final Map<String, Signed> byContent = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Signed> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A token of that content, issued in the last ten minutes.
     *
     * @param content what the token says, and whose key signs it, without times
     * @param now in seconds since 1970
     * @param sign makes one that is issued at a time, in seconds since 1970
     */
    String token(String content, long now, LongFunction<String> sign) {
        synchronized (byContent) {
            Signed known = byContent.get(content);
            if (known != null && known.issued() <= now && now < known.issued() + KEPT.toSeconds()) {
                return known.token();
            }
        }
        // Two who ask at once may both sign: either token is good, and nobody waits for the other.
        Signed signed = new Signed(sign.apply(now), now);
        synchronized (byContent) {
            byContent.put(content, signed);
        }
        return signed.token();
    }

    private record Signed(String token, long issued) {}
}
