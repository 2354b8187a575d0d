package dev.outlay.alert.conformance;

import dev.outlay.alert.conformance.ConformanceRunsTable.Taken;
import dev.outlay.alert.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Carries runs on, a few at a time and each case after the other, outside of any transaction. A replica that dies leaves its runs to the end of their claims, when another goes on with the case that has no verdict yet;
 * one that is stopped gives them back. Reports are forgotten after {@link #KEPT}.
 */
@ApplicationScoped
class ConductConformance {

    /** How long a report is kept. */
    static final Duration KEPT = Duration.ofDays(30);

    /** How long a claim holds: much longer than an attempt may take. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** A run that has been taken up more often for one case ends: something about it ends the replicas that try. */
    private static final int MOST_CLAIMS = 3;

    private static final Logger LOG = Logger.getLogger(ConductConformance.class);
    private static final long TURN_MILLIS = 1000;
    private static final long FORGET_MILLIS = 600_000;

    /** Reports that are forgotten in one statement. */
    private static final int FORGOTTEN_AT_ONCE = 500;

    private final Transactions transactions;
    private final ConformanceRunsTable runs;
    private final TriedCasesTable cases;
    private final TryCase trying;
    private final ConformanceMetrics metrics;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Set<Taken> conducted = ConcurrentHashMap.newKeySet();
    private final AtomicLong timer = new AtomicLong(-1);
    private final AtomicLong forgetting = new AtomicLong(-1);

    ConductConformance(
            Transactions transactions,
            ConformanceRunsTable runs,
            TriedCasesTable cases,
            TryCase trying,
            ConformanceMetrics metrics,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.runs = runs;
        this.cases = cases;
        this.trying = trying;
        this.metrics = metrics;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        timer.set(vertx.setPeriodic(TURN_MILLIS, id -> wake()));
        forgetting.set(vertx.setPeriodic(FORGET_MILLIS, id -> forget()));
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer.get());
        vertx.cancelTimer(forgetting.get());
        open.set(false);
        // As far as there is time; whatever is not given back is taken up when its claim is over.
        release(List.copyOf(conducted));
    }

    /** Lets another replica take these up at once. */
    void release(Collection<Taken> held) {
        if (held.isEmpty()) {
            return;
        }
        transactions
                .streaming(session -> runs.release(session, held))
                .subscribe()
                .with(released -> {}, failure -> LOG.warnf("Conformance runs stand still for a while: %s", failure));
    }

    /** Forgets what is older than that, some at a time. */
    void forget() {
        Instant before = clock.instant().minus(KEPT);
        Uni.createFrom()
                .deferred(() -> transactions.streaming(session -> runs.forget(session, before, FORGOTTEN_AT_ONCE)))
                .repeat()
                .whilst(forgotten -> forgotten == FORGOTTEN_AT_ONCE)
                .collect()
                .last()
                .subscribe()
                .with(forgotten -> {}, failure -> LOG.warnf("Old conformance reports stay a while: %s", failure));
    }

    /** Takes up what nobody carries on. From any thread. */
    void wake() {
        int room = OperateConformance.MOST_RUNNING - conducted.size();
        if (!open.get() || room <= 0 || !busy.compareAndSet(false, true)) {
            return;
        }
        transactions
                .streaming(session -> runs.claim(session, room, clock.instant(), LEASE))
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(
                        this::conduct,
                        failure -> LOG.warnf("Conformance runs cannot be taken up; trying again: %s", failure));
    }

    private void conduct(List<Taken> all) {
        conducted.addAll(all);
        all.forEach(run -> Uni.createFrom()
                .deferred(() -> conduct(run))
                .onTermination()
                .invoke(() -> conducted.remove(run))
                .subscribe()
                .with(
                        ended -> {},
                        failure -> LOG.warnf(
                                failure, "test=%s of a webhook stands still until its claim is over", run.id())));
    }

    private Uni<Void> conduct(Taken run) {
        return run.claims() > MOST_CLAIMS
                ? finish(run, ConformanceRun.State.Interrupted, "taken-up-too-often", List.of())
                : transactions.streaming(session -> cases.of(session, run.id())).chain(done -> goOn(run, done));
    }

    private Uni<Void> goOn(Taken run, List<TriedCase> done) {
        if (done.size() >= ConformanceCase.values().length) {
            return finish(run, ConformanceRun.State.Completed, "", done);
        }
        ConformanceCase next = ConformanceCase.values()[done.size()];
        return trying.of(run, next, done).chain(tried -> switch (tried) {
            case TryCase.Tried.Over over -> finish(run, ConformanceRun.State.Interrupted, over.reason(), done);
            case TryCase.Tried.Lost lost -> Uni.createFrom().voidItem();
            case TryCase.Tried.Done one ->
                transactions
                        .streaming(session -> cases.note(session, run, done.size(), one.tried()))
                        .chain(noted -> noted
                                ? goOn(run, with(done, one.tried()))
                                : Uni.createFrom().voidItem());
        });
    }

    private static List<TriedCase> with(List<TriedCase> done, TriedCase one) {
        return Stream.concat(done.stream(), Stream.of(one)).toList();
    }

    private Uni<Void> finish(Taken run, ConformanceRun.State state, String reason, List<TriedCase> done) {
        return transactions
                .streaming(session -> runs.finish(session, run, state, reason, clock.instant()))
                .invoke(finished -> {
                    if (finished) {
                        ended(run, state, reason, done);
                    }
                })
                .replaceWithVoid();
    }

    private void ended(Taken run, ConformanceRun.State state, String reason, List<TriedCase> done) {
        long failed = done.stream()
                .filter(each -> each.finding().verdict() == Finding.Verdict.FAILED)
                .count();
        metrics.ended(state, Finding.ofAll(done));
        LOG.infof(
                "test=%s of the conformance of webhook=%s of group=%s ended state=%s reason=%s: %d of %d cases failed",
                run.id(), run.receiver(), run.group(), state, reason, failed, done.size());
    }
}
