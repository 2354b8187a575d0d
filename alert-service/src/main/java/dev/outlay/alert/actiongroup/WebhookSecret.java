package dev.outlay.alert.actiongroup;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The key with which messages to one webhook receiver are signed: a secret that both sides have, or a pair of which the receiver has the
 * public half. Source: Standard Webhooks, {@code whsec_}, {@code whsk_} and {@code whpk_}.
 */
public final class WebhookSecret {

    /** How it signs. */
    public enum Scheme {
        /** HMAC-SHA256 with a shared secret. */
        V1("v1", "whsec_"),
        /** ed25519. */
        V1A("v1a", "whsk_");

        private final String word;
        private final String prefix;

        Scheme(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        /** What a signature begins with. */
        public String word() {
            return word;
        }

        /** The scheme of that word. */
        public static Optional<Scheme> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(scheme -> scheme.word.equals(word))
                    .findFirst();
        }
    }

    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    /** Bytes of either half of a pair. */
    private static final int HALF = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Scheme scheme;
    private final byte[] key;

    private WebhookSecret(Scheme scheme, byte[] key) {
        this.scheme = scheme;
        this.key = key;
    }

    /** A new shared secret of 32 random bytes. */
    public static WebhookSecret make() {
        byte[] key = new byte[HALF];
        RANDOM.nextBytes(key);
        return new WebhookSecret(Scheme.V1, key);
    }

    /** A new one of a scheme. */
    public static WebhookSecret make(Scheme scheme) {
        return switch (scheme) {
            case V1 -> make();
            case V1A -> makePair();
        };
    }

    private static WebhookSecret makePair() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] key = Arrays.copyOf(seed, 2 * HALF);
            // A public key in X.509 ends with the key itself: RFC 8410.
            System.arraycopy(encoded, encoded.length - HALF, key, HALF, HALF);
            return new WebhookSecret(Scheme.V1A, key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 is part of every Java", impossible);
        }
    }

    /** Reads a shared secret as somebody gives it, {@code whsec_} and base64 of 24 to 64 bytes; empty for anything else. */
    public static Optional<WebhookSecret> read(String text) {
        return read(text, Scheme.V1).filter(secret -> secret.key.length >= SHORTEST && secret.key.length <= LONGEST);
    }

    /** Reads one of either scheme as it was kept; empty for anything else. */
    static Optional<WebhookSecret> readKept(String text) {
        return read(text).or(() -> read(text, Scheme.V1A).filter(pair -> pair.key.length == 2 * HALF));
    }

    private static Optional<WebhookSecret> read(String text, Scheme scheme) {
        if (!text.startsWith(scheme.prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new WebhookSecret(scheme, Base64.getDecoder().decode(text.substring(scheme.prefix.length()))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** How it signs. */
    public Scheme scheme() {
        return scheme;
    }

    /** The key of the message authentication code; of a pair the private half, from which it can be made again. */
    public byte[] key() {
        return scheme == Scheme.V1 ? key.clone() : Arrays.copyOf(key, HALF);
    }

    /** What a receiver verifies with, {@code whpk_} and base64; empty for a shared secret. */
    public Optional<String> publicKey() {
        return scheme == Scheme.V1
                ? Optional.empty()
                : Optional.of(
                        PUBLIC_PREFIX + Base64.getEncoder().encodeToString(Arrays.copyOfRange(key, HALF, 2 * HALF)));
    }

    /** The form in which a shared secret is handed to the receiver's owner, once, and in which either is sealed. */
    public String reveal() {
        return scheme.prefix + Base64.getEncoder().encodeToString(key);
    }

    /** Never the secret: this may end in a log. */
    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
