package dev.outlay.alert.database;

import dev.outlay.alert.settings.Settings;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs units of work, each in a transaction of its own: it is committed when the work succeeds and rolled back when it
 * fails, or is not done after {@code outlay.database.patience}. Each unit runs on a fresh Vert.x context, because
 * sessions opened in one context are shared, and may therefore be retried from any thread.
 */
@ApplicationScoped
public class Transactions {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final Duration patience;

    Transactions(Mutiny.SessionFactory sessions, Vertx vertx, Settings settings) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.patience = Patience.of(settings).unit();
    }

    /** For what streams: native SQL over arrays. */
    public <T> Uni<T> streaming(Function<Mutiny.StatelessSession, Uni<T>> work) {
        return onOwnContext(() -> sessions.withStatelessTransaction(work::apply));
    }

    /** For what people edit: entities with a version. */
    public <T> Uni<T> editing(Function<Mutiny.Session, Uni<T>> work) {
        return onOwnContext(() -> sessions.withTransaction(work::apply));
    }

    /** A unit that is given up goes on till its connection ends it, so it gives its place in the pool back. */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> unit) {
        Uni<T> running = Uni.createFrom().emitter(emitter -> {
            Context context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
            VertxContextSafetyToggle.setContextSafe(context, true); // It belongs to this unit alone.
            context.runOnContext(ignored ->
                    Uni.createFrom().deferred(() -> unit.get()).subscribe().with(emitter::complete, emitter::fail));
        });
        return running.ifNoItem()
                .after(patience)
                .failWith(() ->
                        new TimeoutException("the database has not done it within " + patience.toMillis() + " ms"));
    }
}
