package dev.outlay.budget.arm;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.allowance.RequestAllowance;
import dev.outlay.budget.deployment.Work;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Works templates out beside the event loops, on threads of their own, for one principal after the other: what takes long holds up other templates of whoever sent it, and no other request. */
@ApplicationScoped
class DeploymentWorkers {

    private static final int THREADS = 2;

    private final Vertx vertx;
    private final RequestAllowance allowance;
    private final WorkerExecutor workers;
    private final DeploymentTurns turns = new DeploymentTurns(THREADS);

    DeploymentWorkers(Vertx vertx, RequestAllowance allowance) {
        this.vertx = vertx;
        this.allowance = allowance;
        this.workers = vertx.createSharedWorkerExecutor("outlay-deployments", THREADS);
    }

    /** Lets a deployment in, which is to leave however it ends; fails with a refusal where too many are here. */
    Place enter(Principal principal) {
        DeploymentTurns.Asker asker = DeploymentTurns.Asker.of(principal);
        turns.enter(asker);
        return new Place(principal, asker);
    }

    /** Of one deployment, with those within it, from its arrival to its end. */
    final class Place {

        private final Principal principal;
        private final DeploymentTurns.Asker asker;
        private final AtomicBoolean hasBegun = new AtomicBoolean();
        private final AtomicLong nanoseconds = new AtomicLong();

        private Place(Principal principal, DeploymentTurns.Asker asker) {
            this.principal = principal;
            this.asker = asker;
        }

        /** From now on it goes before those that have not begun: what is kept of it says that it runs. */
        void begins() {
            hasBegun.set(true);
        }

        /** Does some work when its turn has come; its outcome comes back on the caller's context. */
        <T> Uni<T> out(Callable<T> work) {
            return Uni.createFrom().completionStage(() -> {
                Context context = vertx.getOrCreateContext();
                Promise<T> outcome = Promise.promise();
                turns.ask(asker, hasBegun.get(), () -> workers.executeBlocking(() -> timed(work), false)
                        .onComplete(done -> {
                            turns.done(asker);
                            context.runOnContext(unused -> outcome.handle(done));
                        }));
                return outcome.future().toCompletionStage();
            });
        }

        private <T> T timed(Callable<T> work) throws Exception {
            long since = Work.processorTime();
            try {
                return work.call();
            } finally {
                nanoseconds.addAndGet(Work.processorTime() - since);
            }
        }

        /** Makes room for another one. What was worked out is taken from the allowance now and not before: so it refuses nothing of this deployment. */
        void leave() {
            turns.leave(asker);
            allowance.charge(principal, Duration.ofNanos(nanoseconds.get()));
        }
    }

    /** Has what is tried again later begin on the context of whoever asks now: a session that woke up on another thread would refuse to work. */
    Executor here() {
        Context context = vertx.getOrCreateContext();
        return command -> {
            if (Vertx.currentContext() == context) {
                command.run();
            } else {
                context.runOnContext(unused -> command.run());
            }
        };
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
