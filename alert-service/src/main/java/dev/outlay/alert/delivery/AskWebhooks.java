package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.VerificationsTable.Asked;
import dev.outlay.alert.settings.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Asks the receivers of webhooks whether they want messages: each that is registered, under a lease, outside of any transaction, and a few at a time, so that one that hangs holds up
 * neither others nor deliveries. A replica that dies while asking leaves it to the end of the lease.
 */
@ApplicationScoped
public class AskWebhooks {

    private static final Logger LOG = Logger.getLogger(AskWebhooks.class);
    private static final long TURN_MILLIS = 500;
    private static final long FORGET_MILLIS = 60_000;

    /** Being asked at a time by one replica. */
    private static final int MOST = 32;

    /** Of one customer, or of the partner, by all replicas: those whose receivers hang leave places to whoever else is to be asked. */
    private static final int MOST_OF_ONE = 8;

    private final Transactions transactions;
    private final VerificationsTable verifications;
    private final WebhookPacesTable paces;
    private final Handshake handshake;
    private final Settings settings;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicLong timer = new AtomicLong(-1);
    private final AtomicLong forgetting = new AtomicLong(-1);

    AskWebhooks(
            Transactions transactions,
            VerificationsTable verifications,
            WebhookPacesTable paces,
            Handshake handshake,
            Settings settings,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.verifications = verifications;
        this.paces = paces;
        this.handshake = handshake;
        this.settings = settings;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        if (settings.webhook().handshake()) {
            timer.set(vertx.setPeriodic(TURN_MILLIS, id -> turn()));
        }
        forgetting.set(vertx.setPeriodic(FORGET_MILLIS, id -> forget()));
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer.get());
        vertx.cancelTimer(forgetting.get());
    }

    private void forget() {
        transactions
                .streaming(GoneVerificationsTable::ofGroups)
                .subscribe()
                .with(
                        forgotten -> {},
                        failure -> LOG.warnf("What webhooks of deleted groups have said stays a while: %s", failure));
    }

    private void turn() {
        int room = MOST - asking.get();
        if (room <= 0 || !busy.compareAndSet(false, true)) {
            return;
        }
        transactions
                .streaming(session -> verifications.claim(session, room, MOST_OF_ONE, clock.instant()))
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(this::ask, failure -> LOG.warnf("Webhooks cannot be asked; trying again: %s", failure));
    }

    private void ask(List<Asked> all) {
        asking.addAndGet(all.size());
        all.forEach(asked -> Uni.createFrom()
                .deferred(() -> handshake.ask(asked.question()))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "a webhook could not be asked in a way nobody foresaw");
                    return new Verification.Answer.Silent(
                            "unforeseen", failure.getClass().getSimpleName(), true);
                })
                .chain(answer -> transactions.streaming(session -> verifications
                        .conclude(session, asked, answer, clock.instant())
                        .call(() -> paces.release(session, asked.question().id(), clock.instant()))))
                .onTermination()
                .invoke(asking::decrementAndGet)
                .subscribe()
                .with(
                        concluded -> {},
                        failure -> LOG.warnf("What a webhook answered cannot be kept; asking again: %s", failure)));
    }

    /**
     * The receiver agrees by its callback ({@code WebHook-Request-Callback}). Says whether there is such a webhook.
     *
     * @param question id of what it was asked; nothing happens where it has been asked anew since
     * @param rate     messages a minute that it allows; empty where it sets no limit
     */
    public Uni<Boolean> agreed(UUID question, Optional<Integer> rate) {
        Instant now = clock.instant();
        return transactions.streaming(session ->
                verifications.grant(session, question, rate, now).call(() -> paces.release(session, question, now)));
    }
}
