package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What other systems were reported to lose, repeat or hold up in telling somebody: each defect is a test here, by the name of its report. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class PeerDefectsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    private Crossings told(String... groups) {
        Crossings crossing = Crossings.crossing().groups(groups);
        outlay.tell(crossing);
        return crossing;
    }

    /** Alertmanager's webhook retries 5xx alone. */
    @Test
    void alertmanagerGivesUpAt429AndOther4xxAtOnce() {
        for (int status : new int[] {429, 408, 404, 401, 400}) {
            try (Receiver busy = new Receiver().answering(status)) {
                Crossings crossing = told(Groups.webhook(outlay, busy.uri()));
                String reason = status == 429 ? "throttled" : "client-error";
                outlay.awaitStates(crossing, "webhook Pending " + reason);
                busy.answering(200);
                clock.moveOn(Duration.ofSeconds(7));
                outlay.awaitStates(crossing, "webhook Delivered");
            }
        }
    }

    /** Alertmanager ignores it; so did Svix (svix-webhooks 2200). */
    @Test
    void alertmanagerIgnoresRetryAfter() {
        receiver.answering(503, Map.of("Retry-After", "600"));
        Crossings crossing = told(Groups.webhook(outlay, receiver.uri()));
        outlay.awaitStates(crossing, "webhook Pending server-error");
        receiver.answering(200);
        clock.moveOn(Duration.ofSeconds(500));
        try (Receiver other = new Receiver()) {
            outlay.awaitStates(told(Groups.webhook(outlay, other.uri())), "webhook Delivered");
        }
        assertThat(receiver.messages()).hasSize(1);
        clock.moveOn(Duration.ofSeconds(200));
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(2);
    }

    /** alertmanager 2370: what was not told when it ends is forgotten. Also see KilledSenderTest of deploy/e2e, with real deaths. */
    @Test
    void alertmanager2370ARestartLosesAlerts() {
        receiver.answering(500);
        Crossings waiting = told(Groups.webhook(outlay, receiver.uri()));
        outlay.awaitStates(waiting, "webhook Pending server-error");
        // As a replica leaves it that died while sending, whose successor knows nothing but what is in the database.
        outlay.sql("update delivery set state = 'Sending', claim = gen_random_uuid() where id ="
                + " (select delivery_id from delivery_alert where alert_id = '" + waiting.id() + "')");
        receiver.answering(200);
        clock.moveOn(Duration.ofMinutes(3));
        outlay.awaitStates(waiting, "webhook Delivered");
        assertThat(receiver.messages())
                .extracting(message -> message.header("webhook-id"))
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly(receiver.messages().getFirst().header("webhook-id"));
    }

    /** alertmanager 4108: after a receiver's outage each retry comes twice. */
    @Test
    void alertmanager4108EachRetryComesTwiceAfterAnOutage() {
        receiver.answering(500);
        String group = Groups.webhook(outlay, receiver.uri());
        List<Crossings> told = IntStream.range(0, 4).mapToObj(i -> told(group)).toList();
        told.forEach(crossing -> outlay.awaitStates(crossing, "webhook Pending server-error"));
        receiver.answering(200);
        clock.moveOn(Duration.ofMinutes(7));
        told.forEach(crossing -> outlay.awaitStates(crossing, "webhook Delivered"));
        assertThat(receiver.taken())
                .extracting(message -> message.header("webhook-id"))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    /** kubecost 2257: of several alerts to one shared webhook only the first arrives. */
    @Test
    void kubecost2257OneSharedWebhookGetsOnlyTheFirst() {
        String one = Groups.webhook(outlay, receiver.uri());
        String other = Groups.webhook(outlay, receiver.uri());
        List<Crossings> told =
                IntStream.range(0, 10).mapToObj(i -> told(one, other)).toList();
        told.forEach(crossing -> outlay.awaitStates(crossing, "webhook Delivered", "webhook Delivered"));
        assertThat(receiver.messages())
                .extracting(message -> message.header("webhook-id"))
                .hasSize(20)
                .doesNotHaveDuplicates();
        told.forEach(crossing -> assertThat(receiver.messages())
                .filteredOn(message -> new String(message.body(), StandardCharsets.UTF_8).contains(crossing.id()))
                .hasSize(2));
    }

    /** openmeter 5118: what failed when it came first is taken for a duplicate when it comes again. */
    @Test
    void openmeter5118WhatFailedAtFirstIsADuplicateAtItsRepetition() {
        Crossings crossing = Crossings.crossing().groups(Groups.webhook(outlay, receiver.uri()));
        outlay.sql("create or replace function refuse_alert() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not now' using errcode = '57P03'; end $$");
        outlay.sql("create trigger refuse_alert before insert on alert for each row when (new.id = '" + crossing.id()
                + "') execute function refuse_alert()");
        try {
            outlay.tell(crossing);
            outlay.tell(crossing);
            assertThat(outlay.states(crossing.id())).isEmpty();
        } finally {
            outlay.sql("drop trigger refuse_alert on alert");
        }
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
    }

    /** OpenMeter: sending again does not begin the time that it has for it anew. */
    @Test
    void openmeterSendsAgainWithTheTimeThatIsLeftOfTheFirst() {
        // Nothing comes by itself for so long.
        receiver.answering(500, Map.of("Retry-After", "600"));
        Crossings crossing = told(Groups.webhook(outlay, receiver.uri()));
        outlay.awaitStates(crossing, "webhook Pending server-error");
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        outlay.sql("update delivery set state = 'GaveUp', attempts = 10, finished_at = now() where id = '" + id + "'");
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        clock.moveOn(Duration.ofSeconds(601));
        await().atMost(SOON).until(() -> receiver.messages().size() == 2);
        outlay.awaitStates(crossing, "webhook Pending server-error");
        assertThat(outlay.sql("select attempts from delivery where id = '" + id + "'"))
                .containsExactly("1");
    }

    /** convoy 1926: one endpoint that fails holds up the queue of all others. */
    @Test
    void convoy1926AFailingEndpointHoldsUpTheQueueOfOthers() {
        try (Receiver hanging = new Receiver().silent()) {
            String stuck = Groups.webhook(outlay, hanging.uri());
            IntStream.range(0, 300).forEach(i -> told(stuck));
            await().atMost(SOON).until(() -> !hanging.messages().isEmpty());
            List<Crossings> others = IntStream.range(0, 5)
                    .mapToObj(i -> told(Groups.webhook(outlay, receiver.uri())))
                    .toList();
            others.forEach(crossing -> outlay.awaitStates(crossing, "webhook Delivered"));
            assertThat(hanging.messages()).hasSizeLessThan(60);
        }
    }

    /** killbill 285: a notification that was not taken is not sent again. */
    @Test
    void killbill285WhatWasNotTakenIsNotSentAgain() {
        Receiver away = new Receiver();
        String uri = away.uri();
        away.close();
        Crossings crossing = told(Groups.webhook(outlay, uri));
        outlay.awaitStates(crossing, "webhook Pending unreachable");
        assertThat(outlay.sql("select attempts > 0 and due_at > (select max(ended_at) from delivery_attempt where"
                        + " delivery_id = id) from delivery where id = (select delivery_id from delivery_alert where"
                        + " alert_id = '" + crossing.id() + "')"))
                .as("it was tried, and is due again after that")
                .containsExactly("t");
    }
}
