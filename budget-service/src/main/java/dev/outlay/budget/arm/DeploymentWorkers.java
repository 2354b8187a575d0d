package dev.outlay.budget.arm;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** Works templates out beside the event loops, on threads of their own: what takes long holds up other templates, and no other request. */
@ApplicationScoped
class DeploymentWorkers {

    private static final int THREADS = 2;

    private final Vertx vertx;
    private final WorkerExecutor workers;

    DeploymentWorkers(Vertx vertx) {
        this.vertx = vertx;
        this.workers = vertx.createSharedWorkerExecutor("outlay-deployments", THREADS);
    }

    /** Does some work; its outcome comes back on the caller's context. */
    <T> Uni<T> out(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(work, false).toCompletionStage());
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
