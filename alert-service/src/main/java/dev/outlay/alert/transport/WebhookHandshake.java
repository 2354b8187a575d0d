package dev.outlay.alert.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Handshake;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Verification;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a receiver with CloudEvents' OPTIONS request; one that says nothing about it gets a signed challenge by POST, and agrees by repeating it. Both go the way of messages, with
 * all that is refused there.
 */
@ApplicationScoped
class WebhookHandshake implements Handshake {

    /** Messages a minute that are asked for: as fast as any receiver is told, so that a lower number is the receiver's wish. */
    static final int ASKED_RATE = 6000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHALLENGE_BYTES = 32;

    private final WebhookConnection connection;
    private final SecretSeal seal;
    private final PublicLinks links;
    private final Clock clock;
    private final String origin;
    private final SecureRandom random = new SecureRandom();

    WebhookHandshake(WebhookConnection connection, SecretSeal seal, PublicLinks links, Clock clock, Settings settings) {
        this.connection = connection;
        this.seal = seal;
        this.links = links;
        this.clock = clock;
        this.origin = WebhookOrigin.of(settings);
    }

    /** What has come of the OPTIONS request; without an answer it is not known there. */
    private record Heard(Optional<Verification.Answer> answer) {}

    @Override
    public Uni<Verification.Answer> ask(Question question) {
        return connection
                .exchange(question.target(), () -> options(question), this::heard, WebhookHandshake::unheard)
                .chain(heard -> heard.answer()
                        .map(answer -> Uni.createFrom().item(answer))
                        .orElseGet(() -> challenge(question)));
    }

    private WebhookConnection.Message options(Question question) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(WebhookOrigin.HEADER, origin);
        headers.put("webhook-request-rate", Integer.toString(ASKED_RATE));
        links.verify(question.id(), question.askedAt())
                .ifPresent(link -> headers.put("webhook-request-callback", link));
        return new WebhookConnection.Message(HttpMethod.OPTIONS, headers, new byte[0]);
    }

    private Future<Heard> heard(HttpClientResponse response) {
        Optional<Verification.Answer> said = HandshakeAnswer.of(
                Optional.ofNullable(response.getHeader("webhook-allowed-origin")),
                Optional.ofNullable(response.getHeader("webhook-allowed-rate")),
                origin);
        int status = response.statusCode();
        return BoundedBody.read(response).otherwise("").map(read -> new Heard(said.or(() -> ofStatus(status, read))));
    }

    /** Of what says nothing about the handshake: whether it is of use to go on now. That OPTIONS is not known has many numbers. */
    private Optional<Verification.Answer> ofStatus(int status, String body) {
        Outcome outcome = WebhookAnswer.outcome(status, Optional.empty(), body, clock.instant());
        boolean isNotNow = status == 429 || (status >= 500 && status != 501);
        return status == 410 || isNotNow ? Optional.of(instead(outcome)) : Optional.empty();
    }

    private static Heard unheard(Outcome outcome) {
        return new Heard(Optional.of(instead(outcome)));
    }

    private static Verification.Answer instead(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused ->
                refused.reason().equals("gone")
                        ? new Verification.Answer.Denied(refused.reason(), refused.detail())
                        : new Verification.Answer.Silent(refused.reason(), refused.detail(), false);
            case Outcome.TryLater later -> new Verification.Answer.Silent(later.reason(), later.detail(), true);
            case Outcome.Accepted ignored ->
                new Verification.Answer.Silent(
                        "challenge-not-answered", "it has taken the challenge and not repeated it", false);
        };
    }

    private Uni<Verification.Answer> challenge(Question question) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return connection.exchange(
                question.target(),
                () -> challenge(question, challenge),
                response -> answered(response, challenge),
                WebhookHandshake::instead);
    }

    private WebhookConnection.Message challenge(Question question, String challenge) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", question.id().toString());
        event.put("source", WebhookMessage.SOURCE);
        event.put("type", "dev.outlay.webhook-challenge.v1");
        event.put("time", question.askedAt().toString());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("challenge", challenge);
        data.put("origin", origin);
        links.verify(question.id(), question.askedAt()).ifPresent(link -> data.put("callback", link));
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        List<WebhookSecret> keys =
                question.sealedKeys().stream().map(seal::open).toList();
        Map<String, String> headers = new LinkedHashMap<>(StandardWebhook.headers(
                question.id().toString(), clock.instant().getEpochSecond(), keys, body));
        headers.put("content-type", "application/cloudevents+json; charset=utf-8");
        headers.put(WebhookOrigin.HEADER, origin);
        return new WebhookConnection.Message(HttpMethod.POST, headers, body);
    }

    private Future<Verification.Answer> answered(HttpClientResponse response, String challenge) {
        int status = response.statusCode();
        return BoundedBody.read(response).map(body -> {
            Outcome outcome = WebhookAnswer.outcome(status, Optional.empty(), body, clock.instant());
            if (outcome instanceof Outcome.Accepted && repeats(body, challenge)) {
                return Verification.Answer.Granted.byChallenge();
            }
            boolean isClear = status >= 300 && status < 500 && status != 410 && status != 429;
            return isClear && outcome instanceof Outcome.TryLater later
                    ? new Verification.Answer.Silent(later.reason(), later.detail(), false)
                    : instead(outcome);
        });
    }

    /** As the whole body or as the field {@code challenge} of a JSON object. Whoever sends everything back has agreed to nothing. */
    private static boolean repeats(String body, String challenge) {
        if (body.strip().equals(challenge)) {
            return true;
        }
        try {
            JsonNode json = JSON.readTree(body);
            return json != null && json.path("challenge").asText("").equals(challenge);
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
