package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.trace.TraceParent;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the messages of webhooks: the body in the form that the receiver asks for, and the headers, with the signatures of the keys that the parcel has. */
@ApplicationScoped
class SignedMessages {

    private final SecretSeal seal;
    private final PublicLinks links;
    private final String publicUrl;
    private final String origin;

    SignedMessages(SecretSeal seal, PublicLinks links, Settings settings) {
        this.seal = seal;
        this.links = links;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
        this.origin = WebhookOrigin.of(settings);
    }

    /** The body alone, the same at every attempt. */
    byte[] body(Parcel parcel) {
        return WebhookBody.of(parcel, publicUrl, links.acknowledge(parcel));
    }

    /**
     * The message.
     *
     * @param timestamp what it says of when it was sent, and is signed with
     */
    WebhookConnection.Message of(Parcel parcel, Instant timestamp) {
        byte[] body = body(parcel);
        Map<String, String> headers = new LinkedHashMap<>(
                StandardWebhook.headers(parcel.id().toString(), timestamp.getEpochSecond(), keys(parcel), body));
        headers.put("content-type", WebhookBody.contentType(parcel));
        parcel.traceparent().ifPresent(value -> headers.put(TraceParent.NAME, value));
        if (parcel.format() == BodyFormat.CLOUD_EVENTS) {
            // Whoever has agreed to messages of an origin is told with each that it is one of those.
            headers.put(WebhookOrigin.HEADER, origin);
        }
        return new WebhookConnection.Message(HttpMethod.POST, headers, body);
    }

    private List<WebhookSecret> keys(Parcel parcel) {
        return parcel.sealedSecrets().stream().map(seal::open).toList();
    }
}
