package dev.outlay.alert.conformance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message that was sent, and what has come back: nothing by which anybody could sign.
 *
 * @param id            its {@code webhook-id}
 * @param timestamp     its {@code webhook-timestamp}, UTC
 * @param bytes         length of the body
 * @param signatures    how many it had
 * @param status        of the answer; empty where there was none
 * @param reason        why there was none, for programs
 * @param latencyMillis from name resolution to the end of what is read of the answer
 * @param excerpt       the beginning of the answer, or why there was none, for people
 */
public record SentMessage(
        UUID id,
        Instant timestamp,
        int bytes,
        int signatures,
        Optional<Integer> status,
        Optional<String> reason,
        long latencyMillis,
        String excerpt) {

    /** Characters of an answer that are kept. */
    public static final int LONGEST_EXCERPT = 500;

    /** Receivers echo what they get: signatures, keys and passwords, in whatever way they escape them. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(basic|bearer)(\\s|%20)+[^\\s\"',]+|wh(sec|sk)_[^\\s\"',]*|[A-Za-z0-9+/=_%\\\\-]{40,}");

    /** What may be kept of an answer: printable, short, and with nothing that could be a key or a signature. */
    static String excerpt(String answer) {
        String printable = answer.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String harmless = SECRET.matcher(printable).replaceAll("[left out]");
        return harmless.length() <= LONGEST_EXCERPT ? harmless : harmless.substring(0, LONGEST_EXCERPT);
    }
}
