package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Infrastructure;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.delivery.ClaimsTable.Claims;
import dev.outlay.alert.delivery.ClaimsTable.Concluded;
import dev.outlay.alert.delivery.ClaimsTable.Room;
import dev.outlay.alert.settings.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Claims due deliveries with a lease, sends them outside any transaction and records what came of them. Several are on their
 * way at once, but only a few to one endpoint and to one webhook, so that a slow one holds up nobody else. It works in turns, one at a time: a
 * turn is one transaction that records all outcomes since the last and claims what there is room for. A replica that dies
 * while sending leaves its deliveries to the end of their lease; they are sent again under the same id.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** Outcomes that are recorded in one turn. */
    private static final int MOST_OUTCOMES = 500;

    /**
     * How long an outcome may wait for others before it is recorded, where nothing waits for it: a turn for each would
     * cost more than sending. One who dies meanwhile sends again, under the same id.
     */
    private static final long GATHERED_MILLIS = 50;

    private final Transactions transactions;
    private final ClaimsTable claims;
    private final MutingTable muting;
    private final WaitingTable waiting;
    private final WebhookPacesTable paces;
    private final WebhookHealthTable health;
    private final Underway underway;
    private final SuppressionsTable suppressions;
    private final DeliveriesTable deliveries;
    private final AttemptDelivery attempt;
    private final DeliveryMetrics metrics;
    private final Settings settings;
    private final Clock clock;
    private final Vertx vertx;

    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean turning = new AtomicBoolean();
    private final AtomicBoolean askedAgain = new AtomicBoolean();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Queue<Concluded> outcomes = new ConcurrentLinkedQueue<>();
    private volatile int mostOutcomes = MOST_OUTCOMES;
    private volatile boolean apart;

    @SuppressWarnings("TooManyParameters") // Everything a delivery needs meets here.
    Dispatcher(
            Transactions transactions,
            ClaimsTable claims,
            MutingTable muting,
            WaitingTable waiting,
            WebhookPacesTable paces,
            WebhookHealthTable health,
            Underway underway,
            SuppressionsTable suppressions,
            DeliveriesTable deliveries,
            AttemptDelivery attempt,
            DeliveryMetrics metrics,
            Settings settings,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.claims = claims;
        this.muting = muting;
        this.waiting = waiting;
        this.paces = paces;
        this.health = health;
        this.underway = underway;
        this.suppressions = suppressions;
        this.deliveries = deliveries;
        this.attempt = attempt;
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
        // What has ended is recorded as far as there is time: it would be sent again after its lease.
        wake();
    }

    /** Records what is to be recorded and looks for due deliveries, now or after the turn that is on. From any thread. */
    void wake() {
        askedAgain.set(true);
        if (turning.compareAndSet(false, true)) {
            turn();
        }
    }

    private record Turn(Set<UUID> held, Claims claims) {}

    private void turn() {
        askedAgain.set(false);
        List<Concluded> concluded = takeOutcomes();
        Room room = room(apart && !concluded.isEmpty());
        if (concluded.isEmpty() && room.most() <= 0) {
            endTurn(false);
            return;
        }
        transactions
                .streaming(session -> conclude(session, concluded).chain(held -> suppress(session, concluded, held)
                        .chain(() -> claim(session, room))
                        .map(claimed -> new Turn(held, claimed))))
                .subscribe()
                .with(turn -> turned(concluded, turn), failure -> failed(concluded, room, failure));
    }

    private Uni<Set<UUID>> conclude(Mutiny.StatelessSession session, List<Concluded> concluded) {
        Instant now = clock.instant();
        return claims.conclude(session, concluded, now).chain(held -> health.note(session, concluded, held, now)
                .invoke(metrics::disabled)
                .replaceWith(held));
    }

    private List<Concluded> takeOutcomes() {
        List<Concluded> taken = new ArrayList<>();
        while (taken.size() < mostOutcomes) {
            Concluded next = outcomes.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    private Room room(boolean none) {
        int most = open.get() && !none ? settings.delivery().inFlight() - inFlight.get() : 0;
        return underway.room(most, clock.instant());
    }

    private Uni<Claims> claim(Mutiny.StatelessSession session, Room room) {
        Instant now = clock.instant();
        return room.most() > 0
                ? claims.claim(session, room, now, settings.delivery().lease())
                        .chain(claimed -> waiting.wished(session, claimed, now)
                                .chain(wished -> muting.mute(session, claimed, wished::of, now)
                                        .chain(told -> waiting.putOff(session, told, wished))))
                        .chain(claimed -> paces.hold(session, claimed, now))
                : Uni.createFrom().item(Claims.NONE);
    }

    /** No mail goes any more to the addresses that were refused for good, and the operator hears of what they do not. */
    private Uni<Integer> suppress(Mutiny.StatelessSession session, List<Concluded> concluded, Set<UUID> held) {
        List<Concluded> unheard = concluded.stream()
                .filter(each -> held.contains(each.claimed().id())
                        && each.claimed().kind().equals(DeliveryPlan.EMAIL)
                        && each.conclusion().refusesAddress())
                .toList();
        if (unheard.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        // What was withheld says nothing new of its address, and somebody may have lifted that meanwhile.
        List<Concluded> refused = unheard.stream()
                .filter(each -> each.conclusion().state() == DeliveryState.Refused)
                .toList();
        Instant now = clock.instant();
        return suppressions
                .refuse(session, refused, now)
                .chain(() -> deliveries.save(
                        session, notices(unheard), now, settings.delivery().digestWindow()));
    }

    private List<PlannedDelivery> notices(List<Concluded> unheard) {
        return settings.mail().operator().stream()
                .flatMap(operator -> unheard.stream().map(Concluded::claimed).flatMap(claimed -> claimed.said().stream()
                        .map(said -> PlannedDelivery.noticeOf(said, claimed.receiver(), operator))))
                .toList();
    }

    private void turned(List<Concluded> concluded, Turn turn) {
        mostOutcomes = MOST_OUTCOMES;
        apart = false;
        inFlight.addAndGet(turn.claims().claimed().size() - concluded.size());
        concluded.stream()
                .filter(each -> turn.held().contains(each.claimed().id()))
                .forEach(each -> metrics.concluded(each.claimed(), each.conclusion(), clock.instant()));
        metrics.muted(turn.claims().muted());
        turn.claims().claimed().forEach(underway::begins);
        turn.claims().claimed().forEach(claimed -> deliverInTurn(claimed, turn.claims()));
        endTurn(turn.claims().more() || !outcomes.isEmpty());
    }

    /**
     * The next turn records the outcomes without claiming, so that neither holds up the other. Where they fail alone although
     * the database is there, each is tried by itself till the bad one is found.
     */
    private void failed(List<Concluded> concluded, Room room, Throwable failure) {
        LOG.warnf(
                "Deliveries can be neither claimed nor recorded; trying again every %s: %s",
                settings.delivery().poll(), failure);
        boolean bad = room.most() <= 0 && !Infrastructure.hasFailed(failure);
        apart = true;
        mostOutcomes = bad ? 1 : MOST_OUTCOMES;
        if (bad && concluded.size() == 1) {
            inFlight.decrementAndGet();
            LOG.errorf(
                    "delivery=%s has an outcome that cannot be recorded; it is sent again after its lease",
                    concluded.getFirst().claimed().id());
        } else {
            outcomes.addAll(concluded);
        }
        turning.set(false);
    }

    private void endTurn(boolean again) {
        turning.set(false);
        if (again || askedAgain.get()) {
            wake();
        }
    }

    /** Now, or in a moment where its webhook allows so many messages only; its place among those on their way it has already. */
    private void deliverInTurn(Claimed claimed, Claims claims) {
        Instant turn = claims.turns().get(claimed.id());
        long left = turn == null ? 0 : Duration.between(clock.instant(), turn).toMillis();
        if (left <= 0) {
            deliver(claimed);
        } else {
            vertx.setTimer(left, timer -> deliver(claimed));
        }
    }

    private void deliver(Claimed claimed) {
        Uni.createFrom()
                .deferred(() -> attempt.of(claimed))
                .subscribe()
                .with(conclusion -> concluded(claimed, conclusion), failure -> {
                    LOG.errorf(
                            failure,
                            "delivery=%s failed before it was sent; it is sent again after its lease",
                            claimed.id());
                    inFlight.decrementAndGet();
                    underway.ends(claimed);
                });
    }

    private void concluded(Claimed claimed, Conclusion conclusion) {
        boolean others = inFlight.get() >= settings.delivery().inFlight() || underway.isFull(claimed);
        underway.ends(claimed);
        outcomes.add(new Concluded(claimed, conclusion));
        if (others) {
            wake();
        } else if (gathering.compareAndSet(false, true)) {
            vertx.setTimer(GATHERED_MILLIS, timer -> {
                gathering.set(false);
                wake();
            });
        }
    }
}
