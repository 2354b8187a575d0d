package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Verification;
import java.util.Optional;

/**
 * What the headers of an answer mean: consent is in them alone, whatever the status. Source: CloudEvents' HTTP 1.1 Web Hooks 1.0, section 4.2.
 */
public final class HandshakeAnswer {

    /** Digits of the highest rate: more than there will ever be messages in a minute. */
    private static final String RATE = "0*[1-9][0-9]{0,8}";

    private static final String ANY = "*";

    private HandshakeAnswer() {}

    /**
     * Reads the headers.
     *
     * @param allowedOrigin {@code WebHook-Allowed-Origin}
     * @param allowedRate   {@code WebHook-Allowed-Rate}
     * @param origin        who has asked, in lower case
     * @return empty where they say nothing about it: the receiver does not know the handshake, or will call back
     */
    static Optional<Verification.Answer> of(
            Optional<String> allowedOrigin, Optional<String> allowedRate, String origin) {
        if (allowedOrigin.isEmpty()) {
            return Optional.empty();
        }
        String allowed = allowedOrigin.get().strip();
        if (!allowed.equals(ANY) && !allowed.equalsIgnoreCase(origin)) {
            return Optional.of(new Verification.Answer.Denied(
                    "origin-not-allowed", "it allows messages of " + allowed + " alone"));
        }
        Optional<String> unclear = allowedRate.filter(text -> !isRate(text));
        return Optional.of(
                unclear.isPresent()
                        ? new Verification.Answer.Silent(
                                "allowed-rate-unclear",
                                "WebHook-Allowed-Rate is neither a number of messages a minute nor an asterisk: "
                                        + unclear.get(),
                                false)
                        : Verification.Answer.Granted.byOptions(allowedRate.flatMap(HandshakeAnswer::rate)));
    }

    /** Whether it says how many messages a minute are allowed, or that as many as there are. */
    public static boolean isRate(String text) {
        return text.strip().equals(ANY) || text.strip().matches(RATE);
    }

    /** How many messages a minute are allowed; empty where as many as there are. */
    public static Optional<Integer> rate(String text) {
        return text.strip().matches(RATE)
                ? Optional.of(Integer.parseInt(text.strip().replaceFirst("^0+", "")))
                : Optional.empty();
    }
}
