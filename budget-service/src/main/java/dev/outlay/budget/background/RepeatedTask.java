package dev.outlay.budget.background;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again: every so often, at once when woken, and at once again as long as there is more. The scheduler of the framework looks
 * at its triggers once a second, which is too seldom for what has to happen within milliseconds.
 */
public final class RepeatedTask {

    private static final Logger LOG = Logger.getLogger(RepeatedTask.class);

    private final Vertx vertx;
    private final String name;
    private final long everyMillis;
    private final Supplier<Uni<Boolean>> work;
    private final Semaphore idle = new Semaphore(1);
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile long timer = -1;

    /**
     * @param name for the log
     * @param every how long to rest when there is nothing to do, and after a failure
     * @param work one round; true when there may be more to do at once
     */
    public RepeatedTask(Vertx vertx, String name, Duration every, Supplier<Uni<Boolean>> work) {
        this.vertx = vertx;
        this.name = name;
        this.everyMillis = every.toMillis();
        this.work = work;
    }

    /** Starts the rounds; the first comes at once. */
    public void start() {
        timer = vertx.setPeriodic(1, everyMillis, unused -> wake());
    }

    /** No further round begins. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /**
     * No further round begins, and the one that is running is waited for. Not on an event loop, where it would wait for itself.
     *
     * @return whether it has ended in time
     */
    public boolean stopAndAwait(Duration patience) {
        stop();
        try {
            return idle.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a round now, or another one after the round that is running. */
    public void wake() {
        woken.set(true);
        runIfIdle();
    }

    private void runIfIdle() {
        if (stopped || !idle.tryAcquire()) {
            return;
        }
        woken.set(false);
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(unused -> round());
    }

    private void round() {
        Uni.createFrom().deferred(() -> work.get()).subscribe().with(this::done, this::failed);
    }

    private void done(boolean more) {
        idle.release();
        if (more || woken.get()) {
            runIfIdle();
        }
    }

    /** The next round comes with the timer: what failed now is likely to fail at once again. */
    private void failed(Throwable failure) {
        idle.release();
        LOG.warnf("task=%s failed and will run again: %s", name, failure);
        LOG.debug(name, failure);
    }
}
