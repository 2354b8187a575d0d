package dev.outlay.budget.evaluation;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.SeriesTarget;
import dev.outlay.budget.ledger.StatedProfile;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, in memory: budgets by their series, series by what they match, what is stated of customers. Loaded by difference. It may run ahead of a batch
 * that looks at it, never behind: a series comes and goes under a lock that no batch holds, and newer budgets are the right ones to evaluate. Of a deleted budget
 * and of a series that has ended nothing stays.
 */
@ApplicationScoped
public class WatchIndex {

    private static final int MOST_CACHED = 300_000;
    private static final int PAGE = 5_000;

    private record Matched(long generation, List<SeriesTarget> targets) {}

    private final Descriptions descriptions;
    private final SeriesMatcher matcher;
    private final Map<Integer, List<WatchedBudget>> bySeries = new ConcurrentHashMap<>();
    private final Map<UUID, WatchedBudget> byUuid = new ConcurrentHashMap<>();
    private final Map<Integer, Matched> matched = new ConcurrentHashMap<>();
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final TakenChanges<UUID> ofBudgets = new TakenChanges<>();
    private final TakenChanges<Integer> ofSeries = new TakenChanges<>();
    private volatile Map<ScopeKey, CustomerTerms> terms = Map.of();
    private volatile long customersVersion = -1;
    private volatile long generation;
    private volatile long number = -1;

    WatchIndex(Descriptions descriptions, AccessConfig access) {
        this.descriptions = descriptions;
        this.matcher = new SeriesMatcher(access.partnerTenant().orElse(""));
    }

    /** Moves when a customer was reclassified or moved: whatever was prepared before has to be prepared again. */
    long customersVersion() {
        return customersVersion;
    }

    /** What is stated of the customer of a charge, as known now and unchanging. */
    Function<Charge, CustomerTerms> terms() {
        Map<ScopeKey, CustomerTerms> known = terms;
        return charge -> charge.customer() == null || known.isEmpty()
                ? CustomerTerms.NOTHING_STATED
                : known.getOrDefault(
                        ScopeKey.customer(charge.account(), charge.customer()), CustomerTerms.NOTHING_STATED);
    }

    /** Every spend that charges of a description are added to. */
    List<SeriesTarget> targetsOf(DimensionSet set) {
        long now = generation;
        Matched found = matched.get(set.id());
        if (found == null || found.generation() != now) {
            List<SeriesTarget> targets = new ArrayList<>();
            SeriesMatcher.months(set, descriptions::monthOf, targets::add);
            targets.addAll(matcher.match(set));
            found = new Matched(now, List.copyOf(targets));
            if (matched.size() > MOST_CACHED) {
                matched.clear();
            }
            matched.put(set.id(), found);
        }
        return found.targets();
    }

    /** The spends that were asked for and that charges of a description are added to. */
    List<SeriesTarget> askedTargetsOf(DimensionSet set) {
        return matcher.match(set);
    }

    List<WatchedBudget> budgetsOf(int series) {
        return bySeries.getOrDefault(series, List.of());
    }

    /**
     * Whether the spend of a budget holds all that it should; one that is still being built, or of which nothing is known yet, must not be compared with
     * anything.
     */
    boolean isReady(WatchedBudget watched) {
        return watched.watchesTheMonthOfItsScope()
                || ready.contains(watched.budget().seriesId());
    }

    /**
     * Whether a spend of a budget's series is what the budget counts, and all of it.
     *
     * @param today in UTC
     */
    boolean isComparable(WatchedBudget watched, Differences.SpendKey spend, LocalDate today) {
        Period period = watched.budget().periods().of(spend.periodStart());
        return period != null && spend.currency().equals(currencyOf(watched, period, today)) && isReady(watched);
    }

    /** All budgets, in no order. */
    Collection<WatchedBudget> all() {
        return byUuid.values();
    }

    @Nullable
    WatchedBudget budget(UUID uuid) {
        return byUuid.get(uuid);
    }

    /**
     * The currency in which a period of a budget is counted: that in which its scope is billed then, as the function {@code billing_currency} of the database says it. Null while nothing was charged there. A quantity has none.
     *
     * @param today in UTC
     */
    @Nullable
    String currencyOf(WatchedBudget watched, Period period, LocalDate today) {
        if (watched.budget().metric() == Metric.USAGE) {
            return Metric.NO_CURRENCY;
        }
        String stated = statedCurrency(watched, period, today);
        if (stated != null) {
            return stated;
        }
        return watched.currency() != null ? watched.currency() : descriptions.currencyOf(watched.scopeId());
    }

    private @Nullable String statedCurrency(WatchedBudget watched, Period period, LocalDate today) {
        Map<ScopeKey, CustomerTerms> known = terms;
        ScopeKey customer = known.isEmpty() ? null : watched.customer();
        StatedProfile profile = customer == null
                ? null
                : known.getOrDefault(customer, CustomerTerms.NOTHING_STATED)
                        .profileIn(watched.currencyDay(period, today));
        if (profile == null) {
            return null;
        }
        return profile.currency() != null ? profile.currency() : descriptions.currencyOf(profile.scope());
    }

    /** Whether everything was loaded once. Before that nothing can be evaluated, and whoever wants to tries again in a moment. */
    boolean isLoaded() {
        return number >= 0;
    }

    /**
     * Loads everything, once, in pages; what changes meanwhile comes with the next difference. A load that failed in the middle is repeated from nothing: whatever went between
     * the two is in no page of the second, so that nobody would ever say that it has gone.
     */
    Uni<Void> load(Mutiny.StatelessSession session) {
        forget();
        return WatchTable.number(session).chain(current -> loadAfter(session, -1, current));
    }

    private synchronized void forget() {
        byUuid.clear();
        bySeries.clear();
        ready.clear();
        matcher.clear();
        ofBudgets.clear();
        ofSeries.clear();
        generation++;
    }

    /** Loads what changed, when anything did. */
    Uni<Void> refresh(Mutiny.StatelessSession session) {
        return WatchTable.number(session).chain(current -> refreshTo(session, current));
    }

    /** Loads everything up to a number that the caller has read in this session. */
    Uni<Void> refreshTo(Mutiny.StatelessSession session, long current) {
        long known = number;
        if (known < 0) {
            return Uni.createFrom().failure(new IllegalStateException("what is watched is still being loaded"));
        }
        return current <= known ? Uni.createFrom().voidItem() : loadAfter(session, known, current);
    }

    private Uni<Void> loadAfter(Mutiny.StatelessSession session, long known, long current) {
        return WatchTable.customersVersion(session)
                .chain(version -> version == customersVersion
                        ? Uni.createFrom().voidItem()
                        : WatchTable.terms(session)
                                .invoke(found -> apply(found, version))
                                .replaceWithVoid())
                .chain(() -> loadSeries(session, known, 0))
                .chain(() -> loadBudgets(session, known, new UUID(0, 0)))
                .invoke(() -> advance(current));
    }

    private Uni<Void> loadSeries(Mutiny.StatelessSession session, long known, int afterId) {
        return WatchTable.series(session, known, afterId, PAGE).chain(changed -> {
            apply(changed.rows());
            return changed.isLast()
                    ? Uni.createFrom().voidItem()
                    : loadSeries(session, known, changed.rows().getLast().id());
        });
    }

    private Uni<Void> loadBudgets(Mutiny.StatelessSession session, long known, UUID afterUuid) {
        return WatchTable.budgets(session, known, afterUuid, PAGE).chain(changed -> {
            changed.rows().forEach(this::apply);
            return changed.isLast()
                    ? Uni.createFrom().voidItem()
                    : loadBudgets(session, known, changed.rows().getLast().uuid());
        });
    }

    /** Two batches may load them, in either order, so older ones never replace newer. */
    private synchronized void apply(Map<ScopeKey, CustomerTerms> found, long version) {
        if (version > customersVersion) {
            terms = Map.copyOf(found);
            customersVersion = version;
        }
    }

    /** As with budgets, what an older load knows of a series never replaces what a newer one does. */
    private synchronized void apply(List<WatchTable.Series> changed) {
        boolean moved = false;
        for (WatchTable.Series series : changed) {
            if (!ofSeries.take(series.id(), series.change())) {
                continue;
            }
            if (series.isReady()) {
                ready.add(series.id());
            } else {
                ready.remove(series.id());
            }
            moved |= series.isFed() ? matcher.add(series) : matcher.remove(series.id());
        }
        if (moved) {
            generation++;
        }
    }

    /**
     * Two batches may load the same change, in either order, so an older one never replaces a newer; and a budget is never missing in between, not even for a
     * moment, since another batch may be looking.
     */
    private synchronized void apply(WatchTable.Changed changed) {
        if (!ofBudgets.take(changed.uuid(), changed.change())) {
            return;
        }
        WatchedBudget after = changed.watched();
        WatchedBudget before = after == null ? byUuid.remove(changed.uuid()) : byUuid.put(changed.uuid(), after);
        if (after != null) {
            bySeries.merge(after.budget().seriesId(), List.of(after), WatchIndex::replaced);
        }
        if (before != null
                && (after == null
                        || after.budget().seriesId() != before.budget().seriesId())) {
            bySeries.computeIfPresent(
                    before.budget().seriesId(), (series, watched) -> noneIfEmpty(without(watched, changed.uuid())));
        }
    }

    private static List<WatchedBudget> replaced(List<WatchedBudget> watched, List<WatchedBudget> one) {
        List<WatchedBudget> all =
                new ArrayList<>(without(watched, one.getFirst().budget().uuid()));
        all.addAll(one);
        return List.copyOf(all);
    }

    private static List<WatchedBudget> without(List<WatchedBudget> watched, UUID uuid) {
        return watched.stream()
                .filter(other -> !other.budget().uuid().equals(uuid))
                .toList();
    }

    private static @Nullable List<WatchedBudget> noneIfEmpty(List<WatchedBudget> watched) {
        return watched.isEmpty() ? null : watched;
    }

    private synchronized void advance(long current) {
        number = Math.max(number, current);
        ofBudgets.allUpTo(current);
        ofSeries.allUpTo(current);
    }
}
