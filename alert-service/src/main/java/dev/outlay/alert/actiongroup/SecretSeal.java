package dev.outlay.alert.actiongroup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals webhook secrets for the database with AES-256-GCM. A sealed secret is a version byte (1), a nonce of 12 bytes and
 * the cipher text with its tag; a changed byte is noticed.
 */
public final class SecretSeal {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "outlay webhook secret".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretSeal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Takes the key from the configuration.
     *
     * @throws IllegalArgumentException with a message that says how to make one, where it is not 32 bytes in base64
     */
    public static SecretSeal ofKey(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            key = new byte[0];
        }
        if (key.length != 32) {
            throw new IllegalArgumentException(
                    "outlay.secret-key (OUTLAY_SECRET_KEY) must be 32 bytes in base64, because webhook secrets are sealed with it;"
                            + " make one with: openssl rand -base64 32");
        }
        return new SecretSeal(key);
    }

    /** Seals a secret. */
    public byte[] seal(WebhookSecret secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret.reveal().getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws IllegalStateException where it was sealed with another key or was changed
     */
    public WebhookSecret open(byte[] sealed) {
        if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
            throw new IllegalStateException("a sealed secret has an unknown form");
        }
        byte[] nonce = new byte[NONCE];
        byte[] text = new byte[sealed.length - 1 - NONCE];
        ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce).get(text);
        String secret = new String(run(Cipher.DECRYPT_MODE, nonce, text), StandardCharsets.US_ASCII);
        return WebhookSecret.readKept(secret).orElseThrow();
    }

    private byte[] run(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(PURPOSE);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(
                    "a webhook secret cannot be sealed or opened with the configured key", failed);
        }
    }
}
