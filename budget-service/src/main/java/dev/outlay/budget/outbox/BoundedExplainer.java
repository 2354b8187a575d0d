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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has messages explained before they are sent, for so long and no longer: whatever is explained by then is sent so, and everything else as it is, in the same order. It is done one after the other on a context
 * of its own, so with a session of its own, and nobody waits for one that hangs: the relay goes on at the end of its time, and asks nothing anew before that one has ended. A database that hangs costs it the time
 * of one round; one that is slow, a share of its time ({@link ShareOfTime}), so that what has nothing to be explained does not wait behind many rounds of what has.
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
    private final ShareOfTime share;
    private final RepeatedTask task;
    private final AtomicReference<@Nullable ExplainedRound> asked = new AtomicReference<>();
    private volatile boolean atWork;

    BoundedExplainer(Explainer explainer, ExplanationConfig config, MeterRegistry registry, Vertx vertx) {
        this.explainer = explainer;
        this.registry = registry;
        this.vertx = vertx;
        this.patience = bounded("outlay.explanation.patience", config.patience());
        this.ofARound = bounded("outlay.explanation.of-a-round", config.ofARound());
        this.share = new ShareOfTime(ofARound, System.nanoTime());
        this.task = new RepeatedTask(vertx, "Explaining what is sent", MOST, this::explainWhatIsAsked);
    }

    private static Duration bounded(String name, Duration duration) {
        if (!duration.isZero() && (duration.compareTo(Explainer.LEAST) < 0 || duration.compareTo(MOST) > 0)) {
            throw new IllegalArgumentException(name + " has to be 0, or from " + Explainer.LEAST.toMillis() + " ms to "
                    + MOST.toSeconds() + " s.");
        }
        return duration;
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /**
     * The same messages in the same order, explained as far as that is possible in the time that there is; never fails. It comes on the caller's context.
     *
     * @param behind whether others wait behind them, or they have waited for long already: then nobody is asked
     */
    Uni<List<OutboxMessage>> explained(List<OutboxMessage> messages, boolean behind) {
        return Uni.createFrom()
                .deferred(() -> inTime(messages, behind))
                .onFailure()
                .invoke(failure -> LOG.debug("Nothing is explained", failure))
                .onFailure()
                .recoverWithItem(messages);
    }

    private Uni<List<OutboxMessage>> inTime(List<OutboxMessage> messages, boolean behind) {
        boolean hangs = atWork;
        Duration most = share.left(System.nanoTime());
        if (behind || hangs || most.compareTo(Explainer.LEAST) < 0) {
            countUnread(messages, behind || !hangs ? 0 : MOST_IN_A_ROUND);
            return Uni.createFrom().item(messages);
        }
        List<Asked> unexplained = unexplained(messages);
        List<Asked> asked = first(unexplained);
        count("unasked", unexplained.size() - asked.size());
        Duration alone = patience.multipliedBy(asked.size());
        return asked.isEmpty()
                ? Uni.createFrom().item(messages)
                : answer(messages, asked, alone.compareTo(most) < 0 ? alone : most);
    }

    /**
     * Where nobody is asked, nothing is read either: the bodies of hundreds would take the event loop its time, when there is none.
     *
     * @param mostLate how many would have been asked about, had the one that hangs ended
     */
    private void countUnread(List<OutboxMessage> messages, int mostLate) {
        int concerned =
                isWanted() ? (int) messages.stream().filter(explainer::concerns).count() : 0;
        int late = Math.min(concerned, mostLate);
        count("late", late);
        count("unasked", concerned - late);
    }

    private boolean isWanted() {
        return patience.toMillis() > 0 && ofARound.toMillis() > 0;
    }

    private Uni<List<OutboxMessage>> answer(List<OutboxMessage> messages, List<Asked> asked, Duration within) {
        Context context = Vertx.currentContext();
        long begun = System.nanoTime();
        Uni<List<OutboxMessage>> answer = Uni.createFrom()
                .<List<OutboxMessage>>emitter(
                        emitter -> begin(new ExplainedRound(messages, asked, within, emitter::complete), within))
                .invoke(() -> share.use(begun, System.nanoTime()));
        return context == null ? answer : answer.emitOn(command -> context.runOnContext(unused -> command.run()));
    }

    private List<Asked> unexplained(List<OutboxMessage> messages) {
        List<Asked> found = new ArrayList<>();
        for (int at = 0; isWanted() && at < messages.size(); at++) {
            int place = at;
            OutboxMessage message = messages.get(at);
            explainer.unexplained(message).ifPresent(one -> found.add(new Asked(place, message, one)));
        }
        return found;
    }

    /** Those that are asked about, the quickest first: one that uses up the time must not have all others left out. */
    private static List<Asked> first(List<Asked> unexplained) {
        return unexplained.stream()
                .filter(one -> one.unexplained().isWorthAsking())
                .sorted(Comparator.comparingInt(one -> one.unexplained().turn()))
                .limit(MOST_IN_A_ROUND)
                .toList();
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
            done = done.chain(() -> round.isOver() || round.left().compareTo(Explainer.LEAST) < 0
                    ? Uni.createFrom().voidItem()
                    : explain(round, one));
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
        count(isLate(failure) ? "late" : "failed", round.settle() ? 1 : 0);
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException || SqlState.isCancelled(failure);
    }

    private void count(String outcome, int messages) {
        registry.counter("outlay.explanations", "outcome", outcome).increment(messages);
    }
}
