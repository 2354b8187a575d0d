package dev.outlay.alert.intake;

import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.database.Infrastructure;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.RecordCrossings;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.trace.Traces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads batches of crossings, and of what has become of them; a batch is acknowledged when it has been committed. */
@ApplicationScoped
class CrossingConsumer {

    private static final Logger LOG = Logger.getLogger(CrossingConsumer.class);

    private final RecordCrossings recordCrossings;
    private final UnreadableEventsTable unreadable;
    private final Transactions transactions;
    private final IntakeMetrics metrics;
    private final Clock clock;
    private final Traces traces;

    CrossingConsumer(
            RecordCrossings recordCrossings,
            UnreadableEventsTable unreadable,
            Transactions transactions,
            IntakeMetrics metrics,
            Clock clock,
            Traces traces) {
        this.recordCrossings = recordCrossings;
        this.unreadable = unreadable;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
        this.traces = traces;
    }

    /** Takes a batch in; fails never, and waits as long as the database is away. */
    @Incoming("budget-alerts")
    Uni<Void> take(ConsumerRecords<byte[], byte @Nullable []> batch) {
        IntakeMetrics.Batch measured = metrics.begin(batch);
        List<ReadEvent> readable = new ArrayList<>();
        List<UnreadableEvent> poison = new ArrayList<>();
        for (ConsumerRecord<byte[], byte @Nullable []> record : batch) {
            try {
                readable.add(ReadEvent.of(record, traces));
            } catch (Unreadable reason) {
                poison.add(new UnreadableEvent(record, String.valueOf(reason.getMessage())));
            }
        }
        return keep(poison)
                .chain(() -> record(readable))
                .onItemOrFailure()
                .invoke((recorded, failure) -> ReadEvent.end(readable, failure))
                .invoke(measured::done)
                .replaceWithVoid();
    }

    private Uni<Integer> record(List<ReadEvent> readable) {
        if (readable.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<Told> told = ReadEvent.crossings(readable);
        return patiently(recordCrossings.record(told, ReadEvent.states(readable)))
                .invoke(inserted -> metrics.recorded(inserted, told.size() - inserted))
                .onFailure()
                .recoverWithUni(failure -> divide(readable, failure));
    }

    /** Something in the batch cannot be stored: halves it until the one that cannot stands alone. */
    private Uni<Integer> divide(List<ReadEvent> readable, Throwable failure) {
        if (readable.size() == 1) {
            return keep(List.of(new UnreadableEvent(readable.getFirst().record(), "cannot be stored: " + failure)));
        }
        int half = readable.size() / 2;
        return record(readable.subList(0, half)).chain(() -> record(readable.subList(half, readable.size())));
    }

    private Uni<Integer> keep(List<UnreadableEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        events.forEach(event -> {
            metrics.unreadable();
            LOG.errorf(
                    "event=%s-%d-%d cannot be read and is kept in unreadable_event: %s",
                    event.record().topic(),
                    event.record().partition(),
                    event.record().offset(),
                    event.reason());
        });
        return patiently(transactions.streaming(session -> unreadable.insert(session, events, clock.instant())));
    }

    private static <T> Uni<T> patiently(Uni<T> unit) {
        return unit.onFailure(Infrastructure::hasFailed)
                .invoke(failure -> LOG.warnf("The database is away; the batch waits for it: %s", failure))
                .onFailure(Infrastructure::hasFailed)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(3))
                .indefinitely();
    }
}
