package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.Settings;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Claims due deliveries with a lease, sends them outside any transaction and records what came of them. Several are on their
 * way at once, but only a few to one endpoint, so that a slow one holds up nobody else. A replica that dies while sending
 * leaves its deliveries to the end of their lease; they are sent again under the same id.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final Transactions transactions;
    private final ClaimsTable claims;
    private final Map<String, Transport> transports;
    private final AccessDecision.Rules rules;
    private final AccessHeard heard;
    private final DeliveryMetrics metrics;
    private final Settings settings;
    private final Clock clock;
    private final Vertx vertx;

    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean askedAgain = new AtomicBoolean();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();

    @SuppressWarnings("TooManyParameters") // Everything a delivery needs meets here.
    Dispatcher(
            Transactions transactions,
            ClaimsTable claims,
            @All List<Transport> transports,
            AccessDecision.Rules rules,
            AccessHeard heard,
            DeliveryMetrics metrics,
            Settings settings,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.claims = claims;
        this.transports =
                transports.stream().collect(Collectors.toUnmodifiableMap(Transport::kind, Function.identity()));
        this.rules = rules;
        this.heard = heard;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent start) {
        open.set(true);
        metrics.watchInFlight(inFlight);
        vertx.setPeriodic(settings.delivery().poll().toMillis(), timer -> wake());
    }

    void stop(@Observes ShutdownEvent stop) {
        open.set(false);
    }

    /** Looks for due deliveries now, or once more when it is just looking. May be called from any thread. */
    void wake() {
        if (!open.get()) {
            return;
        }
        if (!claiming.compareAndSet(false, true)) {
            askedAgain.set(true);
            return;
        }
        askedAgain.set(false);
        int most = settings.delivery().inFlight() - inFlight.get();
        if (most <= 0) {
            claiming.set(false);
            return;
        }
        ClaimsTable.Room room = new ClaimsTable.Room(
                most, settings.webhook().perEndpoint(), settings.mail().concurrency(), Map.copyOf(busy));
        transactions
                .streaming(session -> claims.claim(
                        session, room, clock.instant(), settings.delivery().lease()))
                .subscribe()
                .with(this::dispatch, this::couldNotClaim);
    }

    private void couldNotClaim(Throwable failure) {
        claiming.set(false);
        LOG.warnf(
                "Deliveries cannot be claimed; trying again every %s: %s",
                settings.delivery().poll(), failure);
    }

    private void dispatch(List<Claimed> claimed) {
        claimed.forEach(each -> {
            inFlight.incrementAndGet();
            busy.merge(each.endpoint(), 1, Integer::sum);
        });
        claiming.set(false);
        claimed.forEach(this::deliver);
        if (askedAgain.get() || !claimed.isEmpty()) {
            wake();
        }
    }

    private void deliver(Claimed claimed) {
        attempt(claimed)
                .chain(conclusion -> conclude(claimed, conclusion))
                .onTermination()
                .invoke(() -> {
                    inFlight.decrementAndGet();
                    busy.computeIfPresent(claimed.endpoint(), (endpoint, used) -> used > 1 ? used - 1 : null);
                })
                .subscribe()
                .with(
                        done -> wake(),
                        failure -> LOG.errorf(
                                "The outcome of delivery %s could not be recorded; it is sent again after its lease: %s",
                                claimed.id(), failure));
    }

    private Uni<Conclusion> attempt(Claimed claimed) {
        List<Crossing> said = new ArrayList<>();
        String withdrawn = "";
        for (Crossing crossing : claimed.crossings()) {
            switch (SpeakingRight.of(crossing, rules, heard)) {
                case SpeakingRight.Given ignored -> said.add(crossing);
                case SpeakingRight.Withdrawn why -> withdrawn = why.reason();
                case SpeakingRight.Unknown why -> {
                    return Uni.createFrom().item(Conclusion.putOff(why.reason(), clock.instant()));
                }
            }
        }
        if (said.isEmpty()) {
            return Uni.createFrom().item(Conclusion.withheld(withdrawn));
        }
        return send(claimed.saying(said))
                .map(outcome -> Conclusion.of(
                        outcome,
                        claimed.attempt(),
                        RetryPolicy.STANDARD,
                        clock.instant(),
                        ThreadLocalRandom.current().nextDouble(-1, 1)));
    }

    private Uni<Outcome> send(Claimed claimed) {
        Transport transport = transports.get(claimed.kind());
        if (transport == null) {
            return Uni.createFrom().item(new Outcome.Refused("kind-not-supported", claimed.kind()));
        }
        return Uni.createFrom()
                .deferred(() -> transport.send(claimed.parcel()))
                .ifNoItem()
                .after(settings.delivery().lease().dividedBy(2))
                .recoverWithItem(() -> new Outcome.TryLater("timeout", "no outcome within half the lease"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "Delivery %s failed in a way nobody foresaw", claimed.id());
                    return new Outcome.TryLater("unforeseen", failure.getClass().getSimpleName());
                });
    }

    private Uni<Boolean> conclude(Claimed claimed, Conclusion conclusion) {
        return transactions
                .streaming(session -> claims.conclude(session, claimed, conclusion, clock.instant()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .atMost(5)
                .invoke(held -> {
                    if (held) {
                        metrics.concluded(claimed, conclusion, clock.instant());
                    }
                });
    }
}
