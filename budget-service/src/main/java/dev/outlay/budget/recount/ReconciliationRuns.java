package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recounts in the background: a large ledger takes longer than any request may. One at a time; who asks meanwhile is told of the one that runs. What became of the last
 * is kept in this replica's memory alone: after a restart, or at another replica, nobody knows of it, and it can be asked for again, since recounting changes nothing.
 */
@ApplicationScoped
public class ReconciliationRuns {

    private static final Logger LOG = Logger.getLogger(ReconciliationRuns.class);

    /**
     * One recount.
     *
     * @param counting what it counts now
     * @param endedAt null while it runs
     * @param report what it found; null while it runs, and when it failed
     * @param failure why it failed, for people; null otherwise
     */
    public record Run(
            UUID id,
            Instant startedAt,
            Reconciliation.Step counting,
            @Nullable Instant endedAt,
            @Nullable ReconciliationReport report,
            @Nullable String failure) {

        /** Running, Completed or Failed. */
        public String state() {
            return endedAt == null ? "Running" : report == null ? "Failed" : "Completed";
        }

        private Run at(Reconciliation.Step step) {
            return new Run(id, startedAt, step, null, null, null);
        }
    }

    private final Reconciliation reconciliation;
    private final Clock clock;
    private final RepeatedTask task;
    private volatile @Nullable Run last;

    ReconciliationRuns(Reconciliation reconciliation, Clock clock, Vertx vertx) {
        this.reconciliation = reconciliation;
        this.clock = clock;
        // Never started, only woken: there is something to do when somebody has asked.
        this.task = new RepeatedTask(vertx, "Reconciliation", Duration.ofDays(1), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** The recount that runs, or a new one. */
    public synchronized Run ask() {
        Run known = last;
        if (known != null && known.endedAt() == null) {
            return known;
        }
        Run asked = new Run(UUID.randomUUID(), clock.instant(), Reconciliation.Step.DAILY_COST, null, null, null);
        last = asked;
        task.wake();
        return asked;
    }

    /** The last recount, if it is this one. */
    public Optional<Run> find(UUID id) {
        return Optional.ofNullable(last).filter(run -> run.id().equals(id));
    }

    private Uni<Boolean> round() {
        Run asked = last;
        if (asked == null || asked.endedAt() != null) {
            return Uni.createFrom().item(false);
        }
        return reconciliation
                .run(step -> last = asked.at(step))
                .map(report -> ended(asked, report, null))
                .onFailure()
                .recoverWithItem(failure -> failed(asked, failure))
                .invoke(run -> last = run)
                .replaceWith(false);
    }

    private Run failed(Run run, Throwable failure) {
        LOG.warnf(failure, "reconciliation=%s failed", run.id());
        return ended(
                run, null, "The recount could not be finished. Ask for another one; the log says more of this one.");
    }

    private Run ended(Run run, @Nullable ReconciliationReport report, @Nullable String failure) {
        return new Run(run.id(), run.startedAt(), Reconciliation.Step.SIZES, clock.instant(), report, failure);
    }
}
