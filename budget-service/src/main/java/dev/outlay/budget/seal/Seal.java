package dev.outlay.budget.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-256-GCM (NIST SP 800-38D): a version byte (1), a nonce of 12 bytes and the cipher text with its tag, in base64 for addresses. A changed character is noticed, and so is
 * a text that was sealed for another purpose.
 */
public final class Seal {

    private static final byte VERSION = 1;
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** Longer than anything that is sealed here. */
    private static final int LONGEST = 8_192;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param hexadecimal 32 bytes
     * @throws IllegalArgumentException for anything else
     */
    public Seal(String hexadecimal) {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal);
        if (bytes.length != KEY) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** A token: letters, digits, hyphens and underlines. */
    public String seal(String purpose, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(text.getBytes(UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(1 + NONCE + sealed.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES in GCM", impossible);
        }
    }

    /** The text of a token that {@link #seal} made for the purpose; empty for every other one. */
    public Optional<String> open(String purpose, String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token);
            if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
                return Optional.empty();
            }
            byte[] nonce = new byte[NONCE];
            byte[] text = new byte[sealed.length - 1 - NONCE];
            ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce).get(text);
            return Optional.of(
                    new String(cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(text), UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(UTF_8));
        return cipher;
    }
}
