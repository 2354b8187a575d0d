package dev.outlay.e2e.cost;

import dev.outlay.local.ReceivedWebhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a webhook as a receiver does that has only read the Standard Webhooks specification. */
public final class WebhookSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SECRET_PREFIX = "whsec_";

    private WebhookSignature() {}

    /** Whether the webhook was signed with {@code secret}, not long before or after it arrived. */
    public static boolean holds(String secret, ReceivedWebhook webhook) {
        String id = webhook.headers().getOrDefault("webhook-id", "");
        String timestamp = webhook.headers().getOrDefault("webhook-timestamp", "0");
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), webhook.received());
        byte[] expected = hmac(secret, id + "." + timestamp + "." + webhook.body());
        return !id.isEmpty()
                && age.abs().compareTo(TOLERANCE) < 0
                && Arrays.stream(webhook.headers()
                                .getOrDefault("webhook-signature", "")
                                .split(" "))
                        .filter(signature -> signature.startsWith("v1,"))
                        .map(signature -> Base64.getDecoder().decode(signature.substring("v1,".length())))
                        .anyMatch(signature -> MessageDigest.isEqual(signature, expected));
    }

    private static byte[] hmac(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }
}
