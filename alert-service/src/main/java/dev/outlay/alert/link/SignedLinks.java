package dev.outlay.alert.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads signed links. The last segment of a link is, in base64 for URLs: a version byte (1), the moment until which
 * it holds in seconds since 1970 UTC, the object's id, and HMAC-SHA256 of the purpose and all of that. The same purpose,
 * object and moment give the same link.
 */
public final class SignedLinks {

    /** What a link is for. */
    public enum Purpose {
        /** To get no more mail about the budgets of a delivery, which is its object. */
        UNSUBSCRIBE,
        /** To say that the alerts of a delivery, which is its object, were seen. */
        ACKNOWLEDGE,
        /** To agree to the messages of a webhook; its object is what the receiver was asked. */
        AGREE
    }

    /** What a text is that somebody came with. */
    public sealed interface Found {

        /** A link that holds. */
        record Valid(UUID object) implements Found {}

        /** A link that has held. */
        record Expired() implements Found {}

        /** No link of ours for this purpose. */
        record Foreign() implements Found {}
    }

    private static final byte VERSION = 1;
    private static final int SIGNED = 1 + Long.BYTES + 2 * Long.BYTES;
    private static final int SIGNATURE = 32;
    private static final int LONGEST = 200;

    private final SecretKeySpec key;

    private SignedLinks(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Signs with a key that is made from the configured one: links and what is sealed with that share nothing. */
    public static SignedLinks ofKey(String configured) {
        SignedLinks root = new SignedLinks(configured.strip().getBytes(StandardCharsets.UTF_8));
        return new SignedLinks(root.signature("outlay signed links".getBytes(StandardCharsets.US_ASCII)));
    }

    /** The segment of a link; fractions of a second of its end are dropped. */
    public String write(Purpose purpose, UUID object, Instant until) {
        byte[] signed = ByteBuffer.allocate(SIGNED)
                .put(VERSION)
                .putLong(until.getEpochSecond())
                .putLong(object.getMostSignificantBits())
                .putLong(object.getLeastSignificantBits())
                .array();
        byte[] whole = ByteBuffer.allocate(SIGNED + SIGNATURE)
                .put(signed)
                .put(signature(purpose, signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Reads the segment of a link. */
    public Found read(Purpose purpose, String segment, Instant now) {
        byte[] whole = decode(segment);
        if (whole.length != SIGNED + SIGNATURE || whole[0] != VERSION) {
            return new Found.Foreign();
        }
        byte[] signed = Arrays.copyOf(whole, SIGNED);
        byte[] signature = Arrays.copyOfRange(whole, SIGNED, whole.length);
        if (!MessageDigest.isEqual(signature, signature(purpose, signed))) {
            return new Found.Foreign();
        }
        ByteBuffer fields = ByteBuffer.wrap(signed, 1, SIGNED - 1);
        long until = fields.getLong();
        return now.getEpochSecond() < until
                ? new Found.Valid(new UUID(fields.getLong(), fields.getLong()))
                : new Found.Expired();
    }

    private static byte[] decode(String segment) {
        try {
            return segment.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(segment);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private byte[] signature(Purpose purpose, byte[] signed) {
        byte[] name = (purpose.name() + "\n").getBytes(StandardCharsets.US_ASCII);
        return signature(ByteBuffer.allocate(name.length + signed.length)
                .put(name)
                .put(signed)
                .array());
    }

    private byte[] signature(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", impossible);
        }
    }
}
