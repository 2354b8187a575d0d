package dev.outlay.alert.intake;

import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.RecordCrossings;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.trace.Traces;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Takes in what an older version of this service has kept as unreadable because it did not know the type, such as while a newer budget service spoke to it during an upgrade. May be
 * done twice, and by several replicas: what is recorded is told apart by its id and its number.
 */
@ApplicationScoped
class RereadEvents {

    private static final Logger LOG = Logger.getLogger(RereadEvents.class);
    private static final long TURN_MILLIS = 15_000;
    private static final int MOST_AT_ONCE = 500;

    private final Transactions transactions;
    private final UnreadableEventsTable unreadable;
    private final RecordCrossings recordCrossings;
    private final Vertx vertx;
    private final Traces traces;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    RereadEvents(
            Transactions transactions,
            UnreadableEventsTable unreadable,
            RecordCrossings recordCrossings,
            Vertx vertx,
            Traces traces) {
        this.transactions = transactions;
        this.unreadable = unreadable;
        this.recordCrossings = recordCrossings;
        this.vertx = vertx;
        this.traces = traces;
    }

    void start(@Observes StartupEvent start) {
        timer.set(vertx.setPeriodic(1, TURN_MILLIS, id -> turn()));
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer.get());
    }

    private void turn() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        transactions
                .streaming(session -> unreadable.ofKnownTypes(session, ReadEvent.TYPES, MOST_AT_ONCE))
                .chain(this::takeIn)
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Kept events cannot be read again; trying again: %s", failure));
    }

    private Uni<Void> takeIn(List<UnreadableEvent> kept) {
        if (kept.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ReadEvent> read = new ArrayList<>();
        List<UnreadableEvent> wrong = new ArrayList<>();
        for (UnreadableEvent event : kept) {
            try {
                read.add(ReadEvent.of(event.record(), traces));
            } catch (Unreadable reason) {
                wrong.add(new UnreadableEvent(event.record(), String.valueOf(reason.getMessage())));
            }
        }
        return recordCrossings
                .record(ReadEvent.crossings(read), ReadEvent.states(read))
                .chain(() -> transactions.streaming(session -> unreadable
                        .forget(session, read.stream().map(ReadEvent::record).toList())
                        .chain(() -> unreadable.explain(session, wrong))))
                .onItemOrFailure()
                .invoke((done, failure) -> ReadEvent.end(read, failure))
                .invoke(() -> LOG.infof(
                        "%d events that an older version could not read were taken in, %d cannot be read.",
                        read.size(), wrong.size()))
                .replaceWithVoid();
    }
}
