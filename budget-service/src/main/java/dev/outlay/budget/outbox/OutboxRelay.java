package dev.outlay.budget.outbox;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.trace.Traces;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Sends what the outbox holds. A slice of keys is sent by the one relay that holds its lease, so the order per key holds across replicas; rows are
 * deleted after the broker has acknowledged them, so a crash in between sends them again, with the same id. What can be explained is, just before it is sent, in a time that is bounded
 * ({@link BoundedExplainer}).
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(2);

    /**
     * How much of the lease must be left when a sending begins. The producer gives up earlier ({@code delivery.timeout.ms} of the channel
     * {@code outlet}), so what is still on the way when another relay takes over does not exist: it could come after what that relay sends of
     * the same key, and on a compacted topic the older word would stay.
     */
    private static final Duration LEFT_TO_SEND = Duration.ofSeconds(6);

    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(6);
    private static final int MOST_AT_ONCE = 500;

    private final Mutiny.SessionFactory sessions;
    private final KafkaOutlet outlet;
    private final BoundedExplainer explainer;
    private final Clock clock;
    private final Traces traces;
    private final RepeatedTask task;
    private final String self = UUID.randomUUID().toString();
    private Short[] held = {};
    private Instant renewed = Instant.EPOCH;

    OutboxRelay(
            Mutiny.SessionFactory sessions,
            KafkaOutlet outlet,
            BoundedExplainer explainer,
            Clock clock,
            Vertx vertx,
            Traces traces) {
        this.explainer = explainer;
        this.traces = traces;
        this.sessions = sessions;
        this.outlet = outlet;
        this.clock = clock;
        this.task = new RepeatedTask(vertx, "The outbox relay", Duration.ofMillis(100), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    /** Gives the slices back once the round that is running has ended; one that does not end in time keeps them until the lease runs out. */
    void stop(@Observes ShutdownEvent event) {
        if (task.stopAndAwait(PATIENCE_AT_STOP)) {
            sessions.withStatelessTransaction(session -> OutboxSliceTable.giveBack(session, self))
                    .subscribe()
                    .with(unused -> {}, unused -> {});
        }
    }

    /** Something was committed that has to be sent. */
    public void wake() {
        task.wake();
    }

    private Uni<Boolean> round() {
        return claim().chain(this::next).chain(this::explain).chain(this::sendAndDelete);
    }

    private Uni<Void> claim() {
        Instant now = clock.instant();
        if (now.isBefore(renewed.plus(RENEW_AFTER))) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withStatelessTransaction(session -> OutboxSliceTable.claim(session, self, LEASE))
                .invoke(slices -> {
                    held = slices;
                    renewed = now;
                })
                .replaceWithVoid();
    }

    private Uni<List<OutboxTable.Waiting>> next() {
        if (held.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return sessions.withStatelessSession(session -> OutboxTable.next(session, held, MOST_AT_ONCE));
    }

    /**
     * Under no session and before the lease is looked at: how long it takes is bounded, and then counts as any other delay. Where more wait behind these, or these have waited for long, nothing is explained: among them
     * may be the word of who may see what, which is refused to everybody soon after it is missed.
     */
    private Uni<List<OutboxTable.Waiting>> explain(List<OutboxTable.Waiting> waiting) {
        return explainer
                .explained(
                        waiting.stream().map(OutboxTable.Waiting::message).toList(),
                        waiting.size() == MOST_AT_ONCE || waiting.stream().anyMatch(OutboxTable.Waiting::forLong))
                .map(messages -> IntStream.range(0, messages.size())
                        .mapToObj(at -> waiting.get(at).with(messages.get(at)))
                        .toList());
    }

    private Uni<Boolean> sendAndDelete(List<OutboxTable.Waiting> waiting) {
        if (waiting.isEmpty() || !clock.instant().isBefore(renewed.plus(LEASE).minus(LEFT_TO_SEND))) {
            return Uni.createFrom().item(false);
        }
        return send(waiting.stream().map(OutboxTable.Waiting::message).toList())
                .chain(() -> sessions.withStatelessTransaction(session -> OutboxTable.delete(
                        session, waiting.stream().map(OutboxTable.Waiting::id).toList())))
                .replaceWith(true);
    }

    private Uni<Void> send(List<OutboxMessage> messages) {
        List<Span> spans = messages.stream()
                .map(message -> traces.relay(message.madeBy(), message.topic()))
                .toList();
        List<OutboxMessage> traced = new ArrayList<>(messages.size());
        for (int at = 0; at < messages.size(); at++) {
            traced.add(messages.get(at).sentBy(spans.get(at)));
        }
        return outlet.send(traced)
                .onItemOrFailure()
                .invoke((sent, failure) -> spans.forEach(span -> Traces.end(span, failure)));
    }
}
