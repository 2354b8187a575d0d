package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.link.SignedLinks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers are asked whether they want messages, what they say is shown, and messages go by it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WebhookAgreementTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final Webhooks webhooks = new Webhooks(outlay);
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @Inject
    SignedLinks links;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    private Crossings told(String group) {
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        return crossing;
    }

    @Test
    void aReceiverThatAgreesIsShownAsVerifiedAndGetsNoMoreMessagesAMinuteThanItAllows() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "2"));
        String group = Groups.webhook(outlay, receiver.uri());

        JsonNode verification = webhooks.awaitVerification(group, "Verified", "options");
        assertThat(verification.path("allowedRate").asInt()).isEqualTo(2);
        assertThat(receiver.questions()).hasSize(1);
        assertThat(receiver.questions().getFirst().header("webhook-request-origin"))
                .isEqualTo("outlay.example");

        for (int sent = 1; sent <= 3; sent++) {
            Crossings next = told(group);
            if (sent > 1) {
                outlay.awaitStates(next, "webhook Pending allowed-rate");
                assertThat(receiver.messages()).hasSize(sent - 1);
                clock.moveOn(Duration.ofSeconds(31));
            }
            outlay.awaitStates(next, "webhook Delivered");
        }
        assertThat(outlay.sql("select max(d.attempts) from delivery d where d.target = '" + receiver.uri() + "'"))
                .as("waiting for its turn is no attempt")
                .containsExactly("1");
        assertThat(receiver.messages().getLast().header("webhook-request-origin"))
                .isEqualTo("outlay.example");
        assertThat(receiver.messages()).hasSize(3);
    }

    @Test
    void oneThatRepeatsTheChallengeIsVerifiedAndTheSameUriIsNotAskedAgainByAnotherPut() {
        receiver.repeatingChallenges();
        String group = Groups.webhook(outlay, receiver.uri());

        webhooks.awaitVerification(group, "Verified", "challenge");
        assertThat(receiver.questions()).hasSize(2);
        assertThat(receiver.questions().getLast().header("webhook-signature")).startsWith("v1,");
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uriAt("/other")));
        webhooks.awaitVerification(group, "Verified", "challenge");
        assertThat(receiver.questions())
                .extracting(Receiver.Message::path)
                .containsExactly("/hook", "/hook", "/other", "/other");
    }

    @Test
    void oneThatKnowsNeitherGetsItsMessagesAndAgreesByTheCallbackWhenItLikes() {
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Unverified", "client-error");
        outlay.awaitStates(told(group), "webhook Delivered");

        UUID verification = UUID.fromString(outlay.sql(
                        "select v.question from webhook_verification v join action_group g on g.id = v.group_id where "
                                + Webhooks.named(group))
                .getFirst());
        String path = "/v1/agree/"
                + links.write(
                        SignedLinks.Purpose.AGREE, verification, clock.instant().plus(Duration.ofDays(1)));
        String others = "/v1/agree/"
                + links.write(
                        SignedLinks.Purpose.ACKNOWLEDGE,
                        verification,
                        clock.instant().plus(Duration.ofDays(1)));
        String late = "/v1/agree/" + links.write(SignedLinks.Purpose.AGREE, verification, clock.instant());
        String unknown = "/v1/agree/"
                + links.write(
                        SignedLinks.Purpose.AGREE,
                        UUID.randomUUID(),
                        clock.instant().plus(Duration.ofDays(1)));
        for (String none : new String[] {others, late, unknown, "/v1/agree/x"}) {
            assertThat(outlay.call(null, "POST", none, null).status()).as(none).isEqualTo(403);
        }
        assertThat(callBack(path, "0")).isEqualTo(400);
        webhooks.awaitVerification(group, "Unverified", "client-error");

        assertThat(outlay.call(null, "GET", path, null).body().path("state").asText())
                .isEqualTo("Verified");
        assertThat(webhooks.awaitVerification(group, "Verified", "callback")
                        .path("allowedRate")
                        .isNull())
                .isTrue();
        assertThat(callBack(path, "60")).isEqualTo(200);
        assertThat(webhooks.awaitVerification(group, "Verified", "callback")
                        .path("allowedRate")
                        .asInt())
                .isEqualTo(60);

        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "other.example"));
        webhooks.verify(group);
        assertThat(callBack(path, "60")).as("the answer to an older question").isEqualTo(403);
        webhooks.awaitVerification(group, "Refused", "origin-not-allowed");
        assertThat(callBack(path, "60")).isEqualTo(403);
    }

    private static int callBack(String path, String rate) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(Outlay.config("test.url") + path))
                                    .header("WebHook-Allowed-Rate", rate)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void oneThatRefusesGetsNothingUntilItHasAgreed() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "other.example"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Refused", "origin-not-allowed");

        Crossings crossing = told(group);
        outlay.awaitStates(crossing, "webhook Refused endpoint-refuses");
        assertThat(receiver.messages()).isEmpty();

        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "outlay.example", "WebHook-Allowed-Rate", "*"));
        assertThat(webhooks.verify(group).status()).isEqualTo(200);
        webhooks.awaitVerification(group, "Verified", "options");
        String delivery = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        outlay.admin("POST", "/v1/deliveries/" + delivery + "/replay", null);
        outlay.awaitStates(crossing, "webhook Delivered");
    }

    @Test
    void whoeverIsToldInAFormOfAzuresIsNotAsked() {
        String group = Groups.at(Crossings.ACCOUNT);
        String body = Groups.webhookBody(receiver.uri())
                .replace("\"secret\"", "\"bodyFormat\":\"AzureBudgetNotification\",\"secret\"");
        outlay.admin("PUT", group + Groups.VERSION, body);
        Crossings crossing = told(group);

        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(webhooks.webhook(group).has("verification")).isFalse();
        assertThat(receiver.questions()).isEmpty();
        assertThat(receiver.messages().getFirst().header("webhook-request-origin"))
                .isEmpty();
        assertThat(webhooks.verify(group).code()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void oneThatCannotBeReachedIsAskedAgainLater() {
        String uri = receiver.uri();
        receiver.close();
        String group = Groups.webhook(outlay, uri);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        webhooks.webhook(group).at("/verification/reason").asText())
                .isEqualTo("unreachable"));
        JsonNode verification = webhooks.webhook(group).path("verification");
        assertThat(verification.path("state").asText()).isEqualTo("Unverified");
        assertThat(verification.path("nextAt").isTextual()).isTrue();
    }
}
