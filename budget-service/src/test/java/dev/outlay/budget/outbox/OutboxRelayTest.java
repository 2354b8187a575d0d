package dev.outlay.budget.outbox;

import static dev.outlay.budget.Eventually.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was committed is sent at least once, in order, under one id, whichever relay is alive; against a real PostgreSQL and a real broker. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class OutboxRelayTest {

    private static final String TOPIC = "outbox-relay-test";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final KafkaOutlet outlet;
    private final Vertx vertx;

    @Inject
    OutboxRelayTest(Mutiny.SessionFactory sessions, Outbox outbox, OutboxRelay relay, KafkaOutlet outlet, Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.outlet = outlet;
        this.vertx = vertx;
        RealParts.kafka().createTopic(TOPIC, 3);
    }

    @Test
    void messagesWithOneKeyAreSentInTheOrderInWhichTheyWereWritten() {
        List<String> keys = IntStream.range(0, 5)
                .mapToObj(i -> "key-" + i + "-" + UUID.randomUUID())
                .toList();
        for (int round = 0; round < 40; round++) {
            List<OutboxMessage> messages = new ArrayList<>();
            for (String key : keys) {
                messages.add(message(key, round + ".0"));
                messages.add(message(key, round + ".1"));
            }
            append(messages);
            relay.wake();
        }
        List<String> inOrder =
                IntStream.range(0, 80).mapToObj(i -> i / 2 + "." + i % 2).toList();

        await().atMost(PATIENCE).until(() -> keys.stream().allMatch(key -> waiting(key) == 0));
        for (String key : keys) {
            assertThat(SentMessages.of(TOPIC, key))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactlyElementsOf(inOrder);
        }
    }

    /** A relay of another replica dies between the broker's acknowledgement and the deletion of the row. */
    @Test
    void whatADeadRelayHeldIsTakenOverWhenItsLeaseRunsOutAndSentAgainUnderTheSameId() {
        String key = "key-" + UUID.randomUUID();
        OutboxMessage message = message(key, "once");
        try {
            lease("an hour", "1 hour");
            // This replica's relay renews what it holds every two seconds, and finds that it holds nothing any more.
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            append(List.of(message));
            LedgerFixture.run(vertx, () -> outlet.send(List.of(message)));
            relay.wake();
            await().during(Duration.ofSeconds(1)).until(() -> waiting(key) == 1);
            assertThat(SentMessages.of(TOPIC, key)).hasSize(1);
        } finally {
            lease("over", "-1 second");
        }

        await().atMost(PATIENCE).until(() -> waiting(key) == 0);
        assertThat(SentMessages.of(TOPIC, key))
                .extracting(SentMessages::idOf)
                .containsExactly(message.eventId(), message.eventId());
    }

    private static void lease(String holder, String until) {
        LedgerFixture.execute("update outbox_slice set holder = 'dead for " + holder
                + "', leased_until = clock_timestamp() + interval '" + until + "'");
    }

    private static long waiting(String key) {
        return LedgerFixture.count("select count(*) from outbox where key = '" + key + "'");
    }

    private void append(List<OutboxMessage> messages) {
        LedgerFixture.run(vertx, () -> sessions.withStatelessTransaction(session -> outbox.append(session, messages)));
    }

    private static OutboxMessage message(String key, String body) {
        String id = UUID.randomUUID().toString();
        return new OutboxMessage(TOPIC, key, id, Map.of("ce_id", id, "ce_type", "test"), body);
    }
}
