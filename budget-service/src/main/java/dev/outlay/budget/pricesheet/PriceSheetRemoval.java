package dev.outlay.budget.pricesheet;

import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/** Removes in the background what arrived and was not kept: some lines in each transaction, so that none is long. */
@ApplicationScoped
public class PriceSheetRemoval {

    private static final int LINES = 10_000;

    private final RepeatedTask task;

    PriceSheetRemoval(Mutiny.SessionFactory sessions, PriceSheetConfig config, Vertx vertx) {
        Duration longest = config.longest().multipliedBy(2);
        this.task = new RepeatedTask(
                vertx,
                "Removing price sheets that were not kept",
                Duration.ofMinutes(1),
                () -> sessions.withStatelessTransaction(session -> some(session, longest)));
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** There is something. */
    void wake() {
        task.wake();
    }

    private static Uni<Boolean> some(Mutiny.StatelessSession session, Duration longest) {
        return PriceSheetTable.useless(session, longest)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : PriceTable.remove(session, found.get(), LINES)
                                .chain(more -> more
                                        ? Uni.createFrom().item(true)
                                        : PriceSheetTable.remove(session, found.get())
                                                .replaceWith(true)));
    }
}
