package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Ends spends that no budget asks for any more: otherwise every charge that matches would go on paying for each budget that ever was. Some minutes after the last budget
 * has gone, since who replaces a budget often deletes it first, and building costs more than keeping.
 */
@ApplicationScoped
public class EndedSeries {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Mutiny.SessionFactory sessions;
    private final Duration rest;
    private final RepeatedTask task;

    EndedSeries(Mutiny.SessionFactory sessions, EvaluationConfig config, Vertx vertx) {
        this.sessions = sessions;
        this.rest = config.keepUnasked();
        this.task = new RepeatedTask(vertx, "Ending spend that nobody asks for", BETWEEN_LOOKS, this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** @return whether some ended, so that there may be more */
    Uni<Boolean> round() {
        return sessions.withStatelessTransaction(SeriesEndTable::note)
                .chain(() -> sessions.withStatelessSession(session -> SeriesEndTable.isAnyDue(session, rest)))
                .chain(due -> due
                        ? sessions.withStatelessTransaction(this::end)
                        : Uni.createFrom().item(0L))
                .map(ended -> ended > 0);
    }

    private Uni<Long> end(Mutiny.StatelessSession session) {
        return StreamLock.hold(session).chain(() -> SeriesEndTable.end(session, rest));
    }
}
