package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.running.WilfulReceiver.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A conformance run goes on whatever happens to a replica, no faster than its receiver allows, and ends where it has to. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ConformanceRunsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = new Outlay();
    private final Conformance conformance = new Conformance(outlay);
    private final Webhooks webhooks = new Webhooks(outlay);
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @BeforeEach
    void enough() {
        conformance.enough();
    }

    @AfterEach
    void close() {
        conformance.enough();
        receiver.close();
        outlay.close();
    }

    @Test
    void aRunWhoseReplicaHasDiedGoesOnWithTheCaseAtWhichItWas() {
        try (WilfulReceiver careful = new WilfulReceiver(clock)) {
            String group = Groups.webhook(outlay, careful.uri());
            UUID run = UUID.randomUUID();
            String row = outlay.sql("select id from action_group g where " + Webhooks.named(group))
                    .getFirst();
            outlay.sql(
                    "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, claim,"
                            + " claimed_until, claims, created_at) values ('" + run + "', '" + row + "', 'hook', md5('"
                            + careful.uri()
                            + "'), 'http://127.0.0.2:1', 'CloudEvents', 'Running', 'somebody', gen_random_uuid(), '"
                            + clock.instant().plusSeconds(3600) + "', 2, '" + clock.instant() + "')");
            outlay.sql("insert into conformance_case values ('" + run + "', 0, 'signed', 'Passed', null, '[]')," + " ('"
                    + run + "', 1, 'wrong-signature', 'Failed', 'HTTP 200', '[]')");
            String location = "/v1/webhooks" + group + "/conformance/" + run;
            JsonNode waiting = outlay.admin("GET", location, null).body();
            assertThat(waiting.path("state").asText()).isEqualTo("Running");
            assertThat(waiting.path("result").asText()).isEqualTo("Failed");
            assertThat(Conformance.findings(waiting)).containsEntry("late", "null");
            assertThat(careful.messages()).isEmpty();

            outlay.sql("update conformance_run set claimed_until = '" + clock.instant() + "' where id = '" + run + "'");

            JsonNode report = await().atMost(SOON)
                    .until(
                            () -> outlay.admin("GET", location, null).body(),
                            body -> body.path("state").asText().equals("Completed"));
            assertThat(Conformance.findings(report))
                    .containsEntry("signed", "Passed")
                    .containsEntry("wrong-signature", "Failed: HTTP 200")
                    .containsEntry("rotated-key", "Passed");
            assertThat(careful.messages())
                    .as("late, early, two, two, one and one")
                    .hasSize(8);
            assertThat(outlay.sql("select claims from conformance_run where id = '" + run + "'"))
                    .as("it has come further since it was taken up")
                    .containsExactly("0");
        }
    }

    @Test
    void oneThatWasTakenUpThreeTimesEnds() {
        String group = Groups.webhook(outlay, receiver.uri());
        String row = outlay.sql("select id from action_group g where " + Webhooks.named(group))
                .getFirst();
        outlay.sql(Conformance.running("'somebody'", "'" + row + "'", "now() - interval '1 second'", 3, 1));

        String found = "select state || ' ' || reason from conformance_run where group_id = '" + row + "'";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.sql(found)).containsExactly("Interrupted taken-up-too-often"));
        assertThat(receiver.messages()).isEmpty();
    }

    @Test
    void itGoesAtTheRateOfTheReceiverAndEndsWhenThatWantsNothingMore() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "2"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");

        String location = Conformance.location(conformance.ask(group));
        await().atMost(SOON).until(() -> receiver.messages().size() == 1);
        await().atMost(SOON).until(() -> outlay.sql(
                        "select count(*) from conformance_case c join conformance_run r on r.id = c.run_id"
                                + " join action_group g on g.id = r.group_id where " + Webhooks.named(group))
                .equals(List.of("1")));
        clock.moveOn(Duration.ofSeconds(29));
        assertThat(receiver.messages()).hasSize(1);
        clock.moveOn(Duration.ofSeconds(2));
        await().atMost(SOON).until(() -> receiver.messages().size() == 2);

        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "other.example"));
        webhooks.verify(group);
        JsonNode report = await().atMost(SOON)
                .until(
                        () -> outlay.admin("GET", location, null).body(),
                        body -> body.path("state").asText().equals("Interrupted"));
        assertThat(report.path("reason").asText()).isEqualTo("endpoint-refuses");
        assertThat(receiver.messages()).hasSize(2);
        Outlay.Answer refused = conformance.ask(group);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("EndpointRefuses");
    }

    @Test
    void oneThatAsksToBeLeftAloneGetsOneMessage() {
        try (WilfulReceiver busy = new WilfulReceiver(clock, Fault.IS_BUSY)) {
            JsonNode report = conformance.report(Groups.webhook(outlay, busy.uri()));

            assertThat(Conformance.findings(report).values()).containsOnly("NotApplicable: asks-to-be-left-alone");
            assertThat(report.path("result").asText()).isEqualTo("NotApplicable");
            assertThat(busy.messages()).hasSize(1);
        }
    }

    @Test
    void whoeverHasAskedForPatienceIsNotTriedAndWhatItAsksOfARunHoldsForAlerts() {
        receiver.answering(503, Map.of("Retry-After", "120"));
        String group = Groups.webhook(outlay, receiver.uri());
        assertThat(Conformance.findings(conformance.report(group)).values())
                .containsOnly("NotApplicable: asks-to-be-left-alone");
        int before = receiver.messages().size();
        receiver.answering(200);
        Outlay.Answer resting = conformance.ask(group);
        assertThat(resting.status()).isEqualTo(409);
        assertThat(resting.code()).isEqualTo("EndpointResting");
        assertThat(Integer.parseInt(
                        resting.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(60, 121);
        assertThat(before).isOne();
        assertThat(receiver.messages()).hasSize(before);

        clock.moveOn(Duration.ofSeconds(121));
        assertThat(Conformance.findings(conformance.report(group))).containsEntry("signed", "Passed");

        Crossings crossing = Crossings.crossing().groups(group);
        receiver.answering(429, Map.of("Retry-After", "120"));
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Pending throttled");
        assertThat(conformance.ask(group).code()).as("asked of an alert").isEqualTo("EndpointResting");
    }

    @Test
    void oneThatHasFailedForARetryAfterThatNobodyCanReadIsTriedOn() {
        receiver.answering(503, Map.of("Retry-After", "soon"));
        Map<String, String> findings = Conformance.findings(conformance.report(Groups.webhook(outlay, receiver.uri())));

        assertThat(findings).containsEntry("signed", "Failed: HTTP 503").containsEntry("late", "Failed: HTTP 503");
    }

    @Test
    void aGroupThatGivesItsWebhookAnotherAddressOrLosesItEndsTheRun() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "1"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");
        String location = Conformance.location(conformance.ask(group));
        await().atMost(SOON).until(() -> receiver.messages().size() == 1);

        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uriAt("/other")));

        await().atMost(SOON).until(() -> outlay.admin("GET", location, null)
                .body()
                .path("reason")
                .asText()
                .equals("webhook-changed"));
        assertThat(receiver.messages()).hasSize(1);
        outlay.admin("DELETE", group + Groups.VERSION, null);
        assertThat(outlay.admin("GET", location, null).status()).isEqualTo(404);
        assertThat(conformance.ask(group).status()).isEqualTo(404);
    }

    @Test
    void noRunReachesIntoTheHouse() {
        String group = Groups.webhook(outlay, receiver.uri());
        outlay.sql("update action_group g set body = replace(g.body, '127.0.0.2', '127.0.0.1') where "
                + Webhooks.named(group));

        Map<String, String> findings = Conformance.findings(conformance.report(group));

        assertThat(findings)
                .containsEntry("signed", "Failed: address-not-allowed")
                .containsEntry("late", "NotApplicable: nobody-answers");
    }

    @Test
    void alertsThatWaitForTheirTurnGoFirst() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "2"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");
        Crossings first = Crossings.crossing().groups(group);
        outlay.tell(first);
        outlay.awaitStates(first, "webhook Delivered");
        Crossings second = Crossings.crossing().groups(group);
        outlay.tell(second);
        outlay.awaitStates(second, "webhook Pending allowed-rate");
        Conformance.location(conformance.ask(group));

        clock.moveOn(Duration.ofSeconds(31));

        outlay.awaitStates(second, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(2).noneMatch(ConformanceRunsTest::isTest);
        clock.moveOn(Duration.ofSeconds(31));
        await().atMost(SOON).until(() -> receiver.messages().size() == 3);
        assertThat(receiver.messages().getLast()).matches(ConformanceRunsTest::isTest);
    }

    private static boolean isTest(Receiver.Message message) {
        return new String(message.body(), StandardCharsets.UTF_8).contains("\"test\":true");
    }
}
