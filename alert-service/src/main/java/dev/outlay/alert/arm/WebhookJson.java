package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.Recovery;
import dev.outlay.alert.delivery.Verification;
import dev.outlay.alert.delivery.WebhookView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes webhooks and recoveries, and reads what is asked of them. */
final class WebhookJson {

    /** Instants beyond it are not the database's. */
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private WebhookJson() {}

    /** What a body that cannot be meant is answered with. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    static ObjectNode write(WebhookView webhook) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("actionGroup", webhook.group());
        json.put("receiverName", webhook.receiver());
        json.put("endpoint", webhook.endpoint());
        json.put("state", webhook.state().name());
        json.put("reason", webhook.reason().orElse(null));
        json.put("since", text(webhook.since()));
        json.put("lastSuccess", text(webhook.lastSuccess()));
        json.put("lastFailure", text(webhook.lastFailure()));
        json.put("waiting", webhook.waiting());
        json.put("failed", webhook.failed());
        webhook.keys().ifPresent(keys -> {
            json.put("signature", keys.scheme());
            json.put("publicKey", keys.publicKey().orElse(null));
            json.put("previousKeyUntil", text(keys.previousUntil()));
        });
        webhook.verification().ifPresent(each -> json.set("verification", write(each)));
        return json;
    }

    private static ObjectNode write(Verification verification) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", verification.state().name());
        json.put("reason", verification.reason().orElse(null));
        json.put("detail", verification.detail().orElse(null));
        json.put("means", verification.means().orElse(null));
        json.put("allowedRate", verification.rate().orElse(null));
        json.put("since", verification.since().toString());
        json.put("nextAt", text(verification.nextAt()));
        return json;
    }

    static ObjectNode write(Recovery recovery) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", recovery.id().toString());
        json.put("receiverName", recovery.receiver());
        json.put("since", recovery.since().toString());
        json.put("until", recovery.until().toString());
        json.put("state", recovery.state().name());
        json.put("reason", recovery.reason().orElse(null));
        json.put("replayed", recovery.replayed());
        json.put("createdAt", recovery.createdAt().toString());
        json.put("finishedAt", text(recovery.finishedAt()));
        return json;
    }

    /** The answer that shows a new key, for the only time where it is a secret. */
    static ObjectNode write(String receiver, WebhookSecret fresh, Instant previousUntil) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("receiverName", receiver);
        json.put("signature", fresh.scheme().word());
        fresh.publicKey().ifPresentOrElse(key -> json.put("publicKey", key), () -> json.put("secret", fresh.reveal()));
        json.put("previousKeyUntil", previousUntil.toString());
        return json;
    }

    /** How it is to be signed; HMAC where the body does not say. */
    static WebhookSecret.Scheme scheme(JsonNode body) throws Unclear {
        JsonNode value = body.path("signature");
        if (value.isMissingNode()) {
            return WebhookSecret.Scheme.V1;
        }
        return WebhookSecret.Scheme.ofWord(value.isTextual() ? value.textValue() : "")
                .orElseThrow(() -> new Unclear("signature must be v1 (HMAC-SHA256) or v1a (ed25519)."));
    }

    /** For how long the key before signs beside the new one; a day where the body does not say. */
    static Duration overlap(JsonNode body) throws Unclear {
        JsonNode value = body.path("overlap");
        if (value.isMissingNode()) {
            return Duration.ofHours(24);
        }
        try {
            Duration overlap = Duration.parse(value.asText(""));
            if (value.isTextual() && !overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
                return overlap;
            }
        } catch (DateTimeException | ArithmeticException notDuration) {
            // Told like one that is out of bounds.
        }
        throw new Unclear("overlap must be a duration of ISO 8601 from PT0S to P7D, such as PT24H.");
    }

    @SuppressWarnings("NullAway") // Jackson takes null and writes it.
    private static String text(Optional<Instant> instant) {
        return instant.map(Object::toString).orElse(null);
    }

    /** No other property than these. */
    static void only(JsonNode body, Set<String> known) throws Unclear {
        Set<String> unknown = new TreeSet<>();
        body.properties().forEach(property -> {
            if (!known.contains(property.getKey())) {
                unknown.add(property.getKey());
            }
        });
        if (!unknown.isEmpty()) {
            throw new Unclear("The body may have " + new TreeSet<>(known) + ", not " + unknown + ".");
        }
    }

    /** The name of the receiver that is meant. */
    static String receiver(JsonNode body) throws Unclear {
        JsonNode name = body.path("receiverName");
        if (!name.isTextual() || name.textValue().isBlank()) {
            throw new Unclear("receiverName is required, the name of a webhook receiver of the group.");
        }
        return name.textValue();
    }

    /** A moment; empty where the body has none. */
    static Optional<Instant> instant(JsonNode body, String name) throws Unclear {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            Instant instant = Instant.parse(value.asText(""));
            if (value.isTextual() && !instant.isBefore(Instant.EPOCH) && instant.isBefore(Instants.LATEST)) {
                return Optional.of(instant);
            }
        } catch (DateTimeException notInstant) {
            // Told like one that is out of bounds.
        }
        throw new Unclear(name + " must be a moment from 1970 to 9998, such as 2026-11-25T08:00:00Z.");
    }
}
