package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of Standard Webhooks: symmetric, {@code v1}, and asymmetric, {@code v1a}. */
final class StandardWebhook {

    private StandardWebhook() {}

    /**
     * Signs {@code id.timestamp.body} with each of the keys.
     *
     * @param timestamp seconds since 1970 of this attempt, UTC
     * @return the value of the header {@code webhook-signature}, the signatures in the order of the keys
     */
    static String signatures(List<WebhookSecret> keys, String id, long timestamp, byte[] body) {
        return keys.stream().map(key -> signature(key, id, timestamp, body)).collect(Collectors.joining(" "));
    }

    /**
     * The headers of a message, whose signature is missing where there is no key.
     *
     * @param timestamp seconds since 1970 of this attempt, UTC
     */
    static Map<String, String> headers(String id, long timestamp, List<WebhookSecret> keys, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        if (!keys.isEmpty()) {
            headers.put("webhook-signature", signatures(keys, id, timestamp, body));
        }
        return headers;
    }

    static String signature(WebhookSecret secret, String id, long timestamp, byte[] body) {
        byte[] before = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        try {
            byte[] signature =
                    switch (secret.scheme()) {
                        case V1 -> authenticationCode(secret.key(), before, body);
                        case V1A -> signature(secret.key(), before, body);
                    };
            return secret.scheme().word() + "," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA256 and Ed25519 are part of every Java", impossible);
        }
    }

    private static byte[] authenticationCode(byte[] key, byte[] before, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(before);
        return mac.doFinal(body);
    }

    private static byte[] signature(byte[] seed, byte[] before, byte[] body) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        signing.update(before);
        signing.update(body);
        return signing.sign();
    }
}
