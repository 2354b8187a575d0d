package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A webhook on its way: what it says, how it is signed, where it may go, and when it comes again. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WebhookTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    @Test
    void aWebhookIsSignedAndSaysWhatTheCrossingSays() throws Exception {
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri()));
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
        Receiver.Message message = receiver.messages().getFirst();
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "."
                + new String(message.body(), StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        assertThat(message.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(Outlay.bytes(signed))));
        assertThat(message.header("content-type")).startsWith("application/cloudevents+json");
        JsonNode event = new ObjectMapper().readTree(message.body());
        assertThat(event.path("id").asText()).isEqualTo(message.header("webhook-id"));
        assertThat(event.path("type").asText()).isEqualTo("dev.outlay.alert.v1");
        assertThat(event.at("/data/spend").asText()).isEqualTo("8012.400000000000000001");
        assertThat(event.at("/data/alertId").asText()).isEqualTo(crossing.id());
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUnderTheSameId() {
        receiver.answering(500);
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri()));
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Pending server-error");
        receiver.answering(204);
        clock.moveOn(Duration.ofSeconds(7));
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(2);
        assertThat(receiver.messages().get(0).header("webhook-id"))
                .isEqualTo(receiver.messages().get(1).header("webhook-id"));
        assertThat(receiver.messages().get(0).body())
                .isEqualTo(receiver.messages().get(1).body());
    }

    @Test
    void afterTheLastAttemptItIsGivenUpAndAnOperatorCanReplay() {
        receiver.answering(500);
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri()));
        outlay.tell(crossing);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<String> states = outlay.states(crossing.id());
            if (states.equals(List.of("webhook Pending server-error"))) {
                clock.moveOn(
                        Duration.ofHours(30)); // Only between attempts: a lease must not end while one is on its way.
            }
            return states.equals(List.of("webhook GaveUp server-error"));
        });
        assertThat(receiver.messages()).hasSize(10);
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(outlay.admin("GET", "/v1/deliveries?state=GaveUp", null)
                        .body()
                        .toString())
                .contains(id);
        receiver.answering(200);
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        // After so many failures in a row the webhook is left alone for a moment, by what is sent again as well.
        clock.moveOn(Duration.ofSeconds(31));
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages().getLast().header("webhook-id")).isEqualTo(id);
    }

    @Test
    void goneIsRefusedARedirectIsNotFollowedAndThrottlingIsRespected() {
        try (Receiver gone = new Receiver().answering(410);
                Receiver moved = new Receiver().answering(302, Map.of("Location", receiver.uri()));
                Receiver busy = new Receiver().answering(429, Map.of("Retry-After", "3600"))) {
            Crossings crossing = Crossings.crossing()
                    .groups(
                            Groups.webhook(outlay, gone.uri()),
                            Groups.webhook(outlay, moved.uri()),
                            Groups.webhook(outlay, busy.uri()));
            outlay.tell(crossing);
            outlay.awaitStates(
                    crossing, "webhook Pending redirect", "webhook Pending throttled", "webhook Refused gone");
            assertThat(receiver.messages()).isEmpty();
            clock.moveOn(Duration.ofSeconds(10));
            await().atMost(SOON).until(() -> moved.messages().size() == 2);
            assertThat(busy.messages()).hasSize(1);
        }
    }

    /** On a machine that is busy with other things a round may be slow; if others waited for the silent one, every one would be. */
    @Test
    void aSilentEndpointTimesOutAndHoldsUpNobodyElse() {
        String other = Groups.webhook(outlay, receiver.uri());
        assertThat(IntStream.range(0, 10).anyMatch(round -> besideASilentOne(other) < 1900))
                .as("sooner than the silent one is given up, in one of ten rounds at least")
                .isTrue();
    }

    /** How long it took, in milliseconds. */
    private long besideASilentOne(String group) {
        try (Receiver slow = new Receiver().silent()) {
            String slowGroup = Groups.webhook(outlay, slow.uri());
            List<Crossings> stuck = IntStream.range(0, 12)
                    .mapToObj(i -> Crossings.crossing().groups(slowGroup))
                    .toList();
            stuck.forEach(outlay::tell);
            await().atMost(SOON).until(() -> !slow.messages().isEmpty());
            Crossings other = Crossings.crossing().groups(group);
            Instant told = Instant.now();
            outlay.tell(other);
            outlay.awaitStates(other, "webhook Delivered");
            long took = Duration.between(told, Instant.now()).toMillis();
            outlay.awaitStates(stuck.getFirst(), "webhook Pending timeout");
            return took;
        }
    }

    @Test
    void webhooksDoNotGoIntoTheHouseEvenByAName() {
        String group = Groups.at(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri("127.0.0.1")))
                        .status())
                .isEqualTo(400);
        for (String name : List.of("inside.test", "mixed.test")) {
            Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri(name)));
            outlay.tell(crossing);
            outlay.awaitStates(crossing, "webhook Refused address-not-allowed");
        }
        assertThat(receiver.messages()).isEmpty();
        Crossings allowed = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri("hook.test")));
        outlay.tell(allowed);
        outlay.awaitStates(allowed, "webhook Delivered");
        assertThat(receiver.messages().getFirst().header("host")).isEqualTo("hook.test:" + receiver.port());
    }

    @Test
    void aNameIsResolvedOnceForEachAttemptSoRebindingGainsNothing() {
        String group = Groups.at(Crossings.ACCOUNT);
        // In a form of Azure's, since whoever is asked first whether it wants messages is looked up for that.
        String body = Groups.webhookBody(receiver.uri("rebinding.test"))
                .replace("\"secret\"", "\"bodyFormat\":\"AzureBudgetNotification\",\"secret\"");
        outlay.admin("PUT", group + Groups.VERSION, body);
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void anUnknownNameIsTriedAgain() {
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri("nowhere.test")));
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Pending unknown-host");
    }

    @Test
    void whoDiesWhileSendingLeavesItToTheEndOfTheLease() {
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri("nowhere.test")));
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Pending unknown-host");
        // As a replica leaves it that was killed in the middle of an attempt: claimed, its lease running.
        outlay.sql("update delivery set state = 'Sending', claim = gen_random_uuid(), target = '" + receiver.uri()
                + "', due_at = timestamptz 'epoch' + "
                + clock.instant().plusSeconds(120).toEpochMilli()
                + " * interval '1 millisecond' where id = (select delivery_id from delivery_alert where alert_id = '"
                + crossing.id() + "')");
        assertThat(receiver.messages()).isEmpty();
        clock.moveOn(Duration.ofSeconds(121));
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages().getFirst().header("webhook-id"))
                .isEqualTo(outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                        .getFirst());
    }

    /** Where every one takes a second there is something that waits for it; where a machine is busy one may. */
    @Test
    void anAlertIsSentWithinMomentsOfItsCrossing() {
        Crossings warm = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri()));
        outlay.tell(warm);
        outlay.awaitStates(warm, "webhook Delivered");
        String group = Groups.webhook(outlay, receiver.uri());
        assertThat(IntStream.range(0, 10).anyMatch(round -> sentAfter(group) < 1000))
                .as("one of ten")
                .isTrue();
    }

    /** After how many milliseconds a crossing has come to the webhook of a group. */
    private long sentAfter(String group) {
        int before = receiver.messages().size();
        Instant told = Instant.now();
        outlay.tell(Crossings.crossing().groups(group));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> receiver.messages().size() > before);
        return Duration.between(told, Instant.now()).toMillis();
    }

    @Test
    void aSecretNeverStandsInTheDatabaseAsItIs() {
        Groups.webhook(outlay, receiver.uri());
        assertThat(outlay.sql("select body || secrets from action_group")).noneMatch(row -> row.contains("whsec_"));
    }
}
