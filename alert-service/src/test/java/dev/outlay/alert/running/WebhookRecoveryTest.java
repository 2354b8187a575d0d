package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a webhook has missed is sent again, to where it is now, whatever happens to whoever does it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WebhookRecoveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = new Outlay();
    private final Webhooks webhooks = new Webhooks(outlay);
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

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
    void aReceiverThatIsGivenAnotherUriBeginsAnewAndGetsWhatTheOldOneMissed() {
        Instant before = clock.instant();
        receiver.answering(410);
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings missed = told(group);
        outlay.awaitStates(missed, "webhook Refused gone");
        webhooks.awaitState(group, "Disabled", "gone");
        try (Receiver moved = new Receiver()) {
            outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(moved.uri()));
            assertThat(webhooks.webhook(group).path("state").asText()).isEqualTo("Untried");
            assertThat(webhooks.recovered(group, before).path("replayed").asInt())
                    .isEqualTo(1);
            outlay.awaitStates(missed, "webhook Delivered");
            assertThat(moved.messages()).hasSize(1);
        }
    }

    @Test
    void aRecoveryThatItsReplicaLeftBehindIsCarriedOnByAnother() {
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings missed = told(group);
        outlay.awaitStates(missed, "webhook Delivered");
        outlay.sql("update delivery set state = 'GaveUp', finished_at = '2001-01-01T09:00:00Z' where id ="
                + " (select delivery_id from delivery_alert where alert_id = '" + missed.id() + "')");
        outlay.sql(
                "insert into webhook_recovery (id, group_id, receiver_name, since, until, state, replayed, asked_by, created_at,"
                        + " stepped_at) select '" + UUID.randomUUID()
                        + "', id, 'hook', '2001-01-01T08:00:00Z', '2001-01-01T10:00:00Z',"
                        + " 'Running', 200, 'somebody', '2001-01-02T00:00:00Z', '2001-01-02T00:00:00Z' from action_group g where "
                        + Webhooks.named(group));
        outlay.awaitStates(missed, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(2);
        await().atMost(SOON).until(() -> outlay.sql(
                        "select r.state || ' ' || r.replayed from webhook_recovery r join action_group g"
                                + " on g.id = r.group_id where " + Webhooks.named(group))
                .equals(List.of("Completed 201")));
    }

    @Test
    void whatWasNotMissedOrEndedAtAnotherTimeIsLeftAlone() {
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings delivered = told(group);
        outlay.awaitStates(delivered, "webhook Delivered");
        receiver.answering(410);
        Crossings refused = told(group);
        outlay.awaitStates(refused, "webhook Refused gone");
        outlay.admin("POST", "/v1/webhooks" + group + "/enable", "{\"receiverName\":\"hook\"}");
        receiver.answering(200);

        assertThat(webhooks.recovered(group, clock.instant().minusNanos(1))
                        .path("replayed")
                        .asInt())
                .isZero();

        outlay.awaitStates(refused, "webhook Refused gone");
        assertThat(receiver.messages()).hasSize(2);
    }
}
