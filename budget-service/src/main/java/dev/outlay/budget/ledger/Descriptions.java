package dev.outlay.budget.ledger;

import dev.outlay.budget.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Interns what charges have in common, in short transactions of its own, before the batch that needs it (DESIGN.md section 6, point 3). What is interned stays, so
 * the cache never has to be told of anything; it is emptied when it grows past its bound, and fills again. What it does not hold is looked up, and made where that finds
 * nothing: after a start nearly everything is there already, and looking costs a tenth of trying to make it.
 */
@ApplicationScoped
public class Descriptions {

    /**
     * What the charges of a batch are described by.
     *
     * @param sets one for each charge, in their order; null where the charge's currency is not that of its billing profile
     * @param sources row of each source
     */
    public record Interned(List<@Nullable DimensionSet> sets, Map<String, Integer> sources) {}

    private static final int MOST_CACHED = 150_000;

    private final Mutiny.SessionFactory sessions;
    private final KnownScopes scopes = new KnownScopes();
    private final NewDescriptions making;
    private final SubscriptionOwners owners;
    private final Map<UUID, DimensionSet> byFingerprint = new ConcurrentHashMap<>();
    private final Map<Integer, DimensionSet> byId = new ConcurrentHashMap<>();
    private final Map<String, Integer> sourceIds = new ConcurrentHashMap<>();

    Descriptions(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.making = new NewDescriptions(scopes);
        this.owners = new SubscriptionOwners(sessions, outbox);
    }

    /** The series of a scope's unfiltered month. Known for every scope of a description that this class has given out. */
    public int monthOf(int scope) {
        return scopes.monthOf(scope);
    }

    /** The currency of a scope, ISO 4217; null while it is not known here. */
    public @Nullable String currencyOf(int scope) {
        return scopes.currencyOf(scope);
    }

    /**
     * Finds the descriptions of charges and makes those that are new; notes to whom their subscriptions belong.
     *
     * @param terms what is stated of a charge's customer
     */
    public Uni<Interned> intern(List<Charge> charges, Function<Charge, CustomerTerms> terms) {
        List<@Nullable DimensionSet> sets = new ArrayList<>(charges.size());
        Map<UUID, Description> missing = new LinkedHashMap<>();
        Map<String, Integer> sources = new HashMap<>();
        Set<String> newSources = new HashSet<>();
        for (Charge charge : charges) {
            CustomerTerms stated = terms.apply(charge);
            StatedProfile elsewhere = stated.elsewhere(charge);
            UUID fingerprint = Description.fingerprint(charge.columns().fingerprint(), stated.agreement(), elsewhere);
            DimensionSet set = byFingerprint.get(fingerprint);
            sets.add(set);
            if (set == null) {
                missing.putIfAbsent(fingerprint, new Description(charge, stated.agreement(), elsewhere));
            }
            Integer source = sourceIds.get(charge.source());
            if (source == null) {
                newSources.add(charge.source());
            } else {
                sources.put(charge.source(), source);
            }
        }
        return addSources(newSources)
                .invoke(sources::putAll)
                .chain(() -> findOrAdd(missing))
                .invoke(found -> fill(sets, charges, terms, found))
                .chain(() -> owners.note(charges, sets))
                .replaceWith(() -> new Interned(Collections.unmodifiableList(sets), sources));
    }

    private static void fill(
            List<@Nullable DimensionSet> sets,
            List<Charge> charges,
            Function<Charge, CustomerTerms> terms,
            Map<UUID, DimensionSet> found) {
        if (found.isEmpty()) {
            return;
        }
        for (int position = 0; position < sets.size(); position++) {
            if (sets.get(position) == null) {
                Charge charge = charges.get(position);
                CustomerTerms stated = terms.apply(charge);
                sets.set(
                        position,
                        found.get(Description.fingerprint(
                                charge.columns().fingerprint(), stated.agreement(), stated.elsewhere(charge))));
            }
        }
    }

    /** Descriptions by id, from the cache or the database. */
    public Uni<Map<Integer, DimensionSet>> byId(Mutiny.StatelessSession session, Collection<Integer> ids) {
        Map<Integer, DimensionSet> found = new HashMap<>();
        List<Integer> missing = new ArrayList<>();
        for (Integer id : new HashSet<>(ids)) {
            DimensionSet set = byId.get(id);
            if (set == null) {
                missing.add(id);
            } else {
                found.put(id, set);
            }
        }
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return DescriptionTable.byId(session, missing)
                .call(sets -> scopes.learnAllOf(session, sets))
                .map(sets -> {
                    sets.forEach(set -> found.put(set.id(), cached(set)));
                    return found;
                });
    }

    /** A page of the descriptions of some scopes, by id. They are not cached: whoever pages reads them once. */
    public Uni<List<DimensionSet>> page(
            Mutiny.StatelessSession session, Collection<Integer> ofScopes, int afterId, int limit) {
        return DescriptionTable.page(session, ofScopes, afterId, limit).call(sets -> scopes.learnAllOf(session, sets));
    }

    /** The same descriptions under other terms, made where they are new. The profiles of the terms have a currency. */
    public Uni<Map<Reclassified, DimensionSet>> reclassified(
            Mutiny.StatelessSession session, Collection<Reclassified> wanted) {
        Set<Integer> profiles = Reclassified.profiles(wanted);
        return (profiles.isEmpty() ? Uni.createFrom().voidItem() : ScopeTable.months(session, profiles))
                .chain(() -> ReclassifiedTable.add(session, wanted))
                .chain(ids -> byId(session, ids.values()).map(found -> ids.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> found.get(entry.getValue())))));
    }

    private Uni<Map<String, Integer>> addSources(Set<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return sessions.withStatelessTransaction(session -> DescriptionTable.sources(session, names))
                .invoke(sourceIds::putAll);
    }

    /** Those that are not refused, by fingerprint. */
    private Uni<Map<UUID, DimensionSet>> findOrAdd(Map<UUID, Description> missing) {
        if (missing.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<UUID, DimensionSet> found = new HashMap<>();
        return sessions.withStatelessSession(session -> DescriptionTable.byFingerprint(session, missing.keySet())
                        .call(sets -> scopes.learnAllOf(session, sets)))
                .invoke(sets -> keep(sets, found))
                .chain(() -> add(missing.entrySet().stream()
                        .filter(entry -> !found.containsKey(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList()))
                .invoke(sets -> keep(sets, found))
                .replaceWith(found);
    }

    private Uni<List<DimensionSet>> add(List<Description> described) {
        return described.isEmpty()
                ? Uni.createFrom().item(List.of())
                : sessions.withStatelessTransaction(session -> making.add(session, described));
    }

    private void keep(List<DimensionSet> sets, Map<UUID, DimensionSet> found) {
        if (byId.size() > MOST_CACHED) {
            byFingerprint.clear();
            byId.clear();
        }
        sets.forEach(set -> found.put(set.fingerprint(), cached(set)));
    }

    private DimensionSet cached(DimensionSet set) {
        byFingerprint.put(set.fingerprint(), set);
        byId.put(set.id(), set);
        return set;
    }
}
