package dev.outlay.alert.actiongroup;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The secret with which messages to one webhook receiver are signed. Source: Standard Webhooks, "whsec_". */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** A new one of 32 random bytes. */
    public static WebhookSecret make() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** Reads {@code whsec_} and base64 of 24 to 64 bytes; empty for anything else. */
    public static Optional<WebhookSecret> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return key.length >= SHORTEST && key.length <= LONGEST
                    ? Optional.of(new WebhookSecret(key))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The key of the message authentication code. */
    public byte[] key() {
        return key.clone();
    }

    /** The form in which it is handed to the receiver's owner, once. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** Never the secret: this may end in a log. */
    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
