package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What goes on about webhooks beside sending, in any replica: recoveries are carried on, and owners are told that one of theirs was disabled.
 * One thing at a time; what fails is done at the next turn.
 */
@ApplicationScoped
class TendWebhooks {

    private static final Logger LOG = Logger.getLogger(TendWebhooks.class);
    private static final long TURN_MILLIS = 1000;

    private final Transactions transactions;
    private final RecoveriesTable recoveries;
    private final TellOwners owners;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong timer = new AtomicLong(-1);

    TendWebhooks(
            Transactions transactions,
            RecoveriesTable recoveries,
            TellOwners owners,
            Dispatcher dispatcher,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.recoveries = recoveries;
        this.owners = owners;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        timer.set(vertx.setPeriodic(TURN_MILLIS, id -> turn()));
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer.get());
    }

    private void turn() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        recover()
                .chain(owners::tell)
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Webhooks cannot be tended; trying again: %s", failure));
    }

    /** One step for each turn: what it started is sent meanwhile. */
    private Uni<Void> recover() {
        return transactions
                .streaming(session -> recoveries.step(session, clock.instant()))
                .invoke(started -> {
                    if (started.filter(number -> number > 0).isPresent()) {
                        dispatcher.wake();
                    }
                })
                .replaceWithVoid();
    }
}
