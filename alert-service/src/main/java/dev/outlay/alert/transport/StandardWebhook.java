package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of Standard Webhooks, symmetric, version 1. */
final class StandardWebhook {

    private StandardWebhook() {}

    /**
     * Signs {@code id.timestamp.body} with HMAC-SHA256.
     *
     * @param timestamp seconds since 1970 of this attempt, UTC
     * @return the value of the header {@code webhook-signature}
     */
    static String signature(WebhookSecret secret, String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.key(), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", impossible);
        }
    }
}
