package dev.outlay.budget.outbox;

import static dev.outlay.budget.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has nothing to be explained does not wait for what has, however much that is and however long it takes; against a real PostgreSQL and a real broker. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(ExplainedBacklogTest.Slow.class)
class ExplainedBacklogTest {

    /** Every explanation takes all the time that there is. */
    public static final class Slow implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TakesAllItsTime.class);
        }
    }

    private static final String TOPIC = "explained-backlog-test";

    /** Whole batches of the relay. */
    private static final int BACKLOG = 6_000;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Vertx vertx;

    @Inject
    ExplainedBacklogTest(Mutiny.SessionFactory sessions, Outbox outbox, OutboxRelay relay, Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.vertx = vertx;
        RealParts.kafka().createTopic(TOPIC, 3);
    }

    @Test
    void wordOfAccessBehindThousandsOfCrossingsWaitsForNoExplanation() {
        List<OutboxMessage> messages = new ArrayList<>();
        for (int i = 0; i < BACKLOG; i++) {
            messages.add(message(TakesAllItsTime.TYPE));
        }
        OutboxMessage access = message("access");
        messages.add(access);
        append(messages);

        await().atMost(Duration.ofSeconds(60)).until(() -> waiting(access) == 0);

        assertThat(TakesAllItsTime.asked())
                .as("of those that a whole batch waits behind")
                .doesNotContainAnyElementsOf(messages.subList(0, BACKLOG - 500).stream()
                        .map(OutboxMessage::eventId)
                        .toList());
        assertThat(SentMessages.of(TOPIC, access.key())).hasSize(1);

        await().atMost(Duration.ofSeconds(60))
                .ignoreException(ConditionTimeoutException.class)
                .untilAsserted(() -> {
                    OutboxMessage alone = message(TakesAllItsTime.TYPE);
                    append(List.of(alone));
                    await().atMost(Duration.ofSeconds(20)).until(() -> waiting(alone) == 0);
                    assertThat(TakesAllItsTime.asked())
                            .as("what nothing waits behind is asked about")
                            .contains(alone.eventId());
                });
    }

    private void append(List<OutboxMessage> messages) {
        LedgerFixture.run(vertx, () -> sessions.withStatelessTransaction(session -> outbox.append(session, messages)));
        relay.wake();
    }

    private static long waiting(OutboxMessage message) {
        return LedgerFixture.count("select count(*) from outbox where key = '" + message.key() + "'");
    }

    private static OutboxMessage message(String type) {
        String id = UUID.randomUUID().toString();
        return new OutboxMessage(TOPIC, "key-" + id, id, Map.of("ce_id", id, "ce_type", type), "{}");
    }
}
