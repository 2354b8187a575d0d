package dev.outlay.alert.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs units of work, each in a transaction of its own: it is committed when the work succeeds and rolled back when it
 * fails. Each unit runs on a fresh Vert.x context, because sessions opened in one context are shared, and may therefore
 * be retried from any thread.
 */
@ApplicationScoped
public class Transactions {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;

    Transactions(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    /** For what streams: native SQL over arrays. */
    public <T> Uni<T> streaming(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return onOwnContext(() -> sessions.withStatelessTransaction(work::apply));
    }

    /** For what people edit: entities with a version. */
    public <T> Uni<T> editing(Function<Mutiny.Session, Uni<T>> work) {
        return onOwnContext(() -> sessions.withTransaction(work::apply));
    }

    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> unit) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
            VertxContextSafetyToggle.setContextSafe(context, true); // It belongs to this unit alone.
            context.runOnContext(ignored ->
                    Uni.createFrom().deferred(() -> unit.get()).subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
