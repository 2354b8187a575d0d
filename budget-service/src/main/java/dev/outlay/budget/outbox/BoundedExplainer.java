package dev.outlay.budget.outbox;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.outbox.ExplainedRound.Asked;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has messages explained before they are sent, for so long and no longer: whatever is explained by then is sent so, and everything else as it is, in the same order. It is done one after the other on a context
 * of its own, so with a session of its own, and nobody waits for one that hangs: the relay goes on at the end of its time, and asks nothing anew before that one has ended. So a database that is slow or
 * gone costs it the time of one round.
 */
@ApplicationScoped
class BoundedExplainer {

    private static final Logger LOG = Logger.getLogger(BoundedExplainer.class);

    /** A lease that is renewed every two seconds has more than this left when a sending begins, or nothing would ever be sent: see {@link OutboxRelay}. */
    private static final Duration MOST = Duration.ofSeconds(1);

    /** More are not explained within a round's time anyway. */
    private static final int MOST_IN_A_ROUND = 100;

    private final Explainer explainer;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final Duration patience;
    private final Duration ofARound;
    private final RepeatedTask task;
    private final AtomicReference<@Nullable ExplainedRound> asked = new AtomicReference<>();
    private volatile boolean atWork;

    BoundedExplainer(Explainer explainer, ExplanationConfig config, MeterRegistry registry, Vertx vertx) {
        this.explainer = explainer;
        this.registry = registry;
        this.vertx = vertx;
        this.patience = bounded("outlay.explanation.patience", config.patience());
        this.ofARound = bounded("outlay.explanation.of-a-round", config.ofARound());
        this.task = new RepeatedTask(vertx, "Explaining what is sent", MOST, this::explainWhatIsAsked);
    }

    private static Duration bounded(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " has to be from 0 to " + MOST.toSeconds() + " s.");
        }
        return duration;
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** The same messages in the same order, explained as far as that is possible in the time that there is; never fails. It comes on the caller's context. */
    Uni<List<OutboxMessage>> explained(List<OutboxMessage> messages) {
        return Uni.createFrom()
                .deferred(() -> inTime(messages))
                .onFailure()
                .invoke(failure -> LOG.debug("Nothing is explained", failure))
                .onFailure()
                .recoverWithItem(messages);
    }

    private Uni<List<OutboxMessage>> inTime(List<OutboxMessage> messages) {
        List<Asked> unexplained = unexplained(messages);
        if (unexplained.isEmpty()) {
            return Uni.createFrom().item(messages);
        }
        if (atWork) {
            count("late", unexplained.size());
            return Uni.createFrom().item(messages);
        }
        Duration alone = patience.multipliedBy(unexplained.size());
        Duration within = alone.compareTo(ofARound) < 0 ? alone : ofARound;
        Context context = Vertx.currentContext();
        Uni<List<OutboxMessage>> answer = Uni.createFrom()
                .emitter(
                        emitter -> begin(new ExplainedRound(messages, unexplained, within, emitter::complete), within));
        return context == null ? answer : answer.emitOn(command -> context.runOnContext(unused -> command.run()));
    }

    private List<Asked> unexplained(List<OutboxMessage> messages) {
        List<Asked> found = new ArrayList<>();
        boolean wanted = patience.toMillis() > 0 && ofARound.toMillis() > 0;
        for (int at = 0; wanted && at < messages.size() && found.size() < MOST_IN_A_ROUND; at++) {
            int place = at;
            OutboxMessage message = messages.get(at);
            explainer.unexplained(message).ifPresent(one -> found.add(new Asked(place, message, one)));
        }
        return found;
    }

    private void begin(ExplainedRound round, Duration within) {
        atWork = true;
        asked.set(round);
        vertx.setTimer(within.toMillis(), unused -> end(round));
        task.wake();
    }

    private void end(ExplainedRound round) {
        count("late", round.end());
    }

    private Uni<Boolean> explainWhatIsAsked() {
        ExplainedRound round = asked.getAndSet(null);
        if (round == null) {
            return Uni.createFrom().item(false);
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Asked one : round.asked()) {
            done = done.chain(() -> round.isOver() ? Uni.createFrom().voidItem() : explain(round, one));
        }
        return done.onTermination()
                .invoke(() -> {
                    atWork = false;
                    end(round);
                })
                .replaceWith(false);
    }

    private Uni<Void> explain(ExplainedRound round, Asked one) {
        long begun = System.nanoTime();
        Duration left = round.left();
        return Uni.createFrom()
                .deferred(() -> one.unexplained().explained(left.compareTo(patience) < 0 ? left : patience))
                .invoke(found -> heard(round, one, found, Duration.ofNanos(System.nanoTime() - begun)))
                .onFailure()
                .invoke(failure -> failed(round, one, failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void heard(ExplainedRound round, Asked one, Optional<OutboxMessage> explained, Duration took) {
        if (took.compareTo(patience) > 0) {
            count("late", round.settle() ? 1 : 0);
        } else if (explained.isEmpty()) {
            count("none", round.settle() ? 1 : 0);
        } else {
            count("attached", round.settle(one, explained.get()) ? 1 : 0);
        }
    }

    private void failed(ExplainedRound round, Asked one, Throwable failure) {
        LOG.debugf(failure, "%s is sent without an explanation", one.message().eventId());
        count(SqlState.isCancelled(failure) ? "late" : "failed", round.settle() ? 1 : 0);
    }

    private void count(String outcome, int messages) {
        registry.counter("outlay.explanations", "outcome", outcome).increment(messages);
    }
}
