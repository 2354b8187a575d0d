package dev.outlay.budget.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
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
 * the cache never has to be told of anything; it is emptied when it grows past its bound, and fills again.
 */
@ApplicationScoped
public class Descriptions {

    /**
     * What the charges of a batch are described by.
     *
     * @param sets by fingerprint under the agreement of the moment
     * @param sources row of each source
     * @param refused fingerprints of charges whose currency is not that of their billing profile
     */
    public record Interned(Map<UUID, DimensionSet> sets, Map<String, Integer> sources, Set<UUID> refused) {

        /** Whether one of the batch's charges was refused because of its currency. */
        public boolean isRefused(Charge charge, Agreement agreement) {
            return refused.contains(Description.fingerprint(charge.columns().fingerprint(), agreement));
        }

        /** The description of one of the batch's charges; null when it was refused. */
        public @Nullable DimensionSet setOf(Charge charge, Agreement agreement) {
            return sets.get(Description.fingerprint(charge.columns().fingerprint(), agreement));
        }
    }

    private static final int MOST_CACHED = 150_000;

    private final Mutiny.SessionFactory sessions;
    private final DescriptionTable table;
    private final Outbox outbox;
    private final Map<UUID, DimensionSet> byFingerprint = new ConcurrentHashMap<>();
    private final Map<Integer, DimensionSet> byId = new ConcurrentHashMap<>();
    private final Map<String, Integer> sourceIds = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> monthByScope = new ConcurrentHashMap<>();
    private final Map<Integer, String> currencyByScope = new ConcurrentHashMap<>();

    Descriptions(Mutiny.SessionFactory sessions, ObjectMapper json, Outbox outbox) {
        this.sessions = sessions;
        this.table = new DescriptionTable(json);
        this.outbox = outbox;
    }

    /** The series of a scope's unfiltered month. Known for every scope of a description that this class has given out. */
    public int monthOf(int scope) {
        Integer series = monthByScope.get(scope);
        if (series == null) {
            throw new IllegalStateException("the month of scope " + scope + " is not known");
        }
        return series;
    }

    /** The currency of a scope, ISO 4217; null while it is not known here. */
    public @Nullable String currencyOf(int scope) {
        return currencyByScope.get(scope);
    }

    /**
     * Finds the descriptions of charges and makes those that are new.
     *
     * @param agreements under which agreement a charge's customer buys
     */
    public Uni<Interned> intern(List<Charge> charges, Function<Charge, Agreement> agreements) {
        Map<UUID, DimensionSet> found = new HashMap<>();
        Map<UUID, Description> missing = new LinkedHashMap<>();
        Map<String, Integer> sources = new HashMap<>();
        Set<String> newSources = new HashSet<>();
        for (Charge charge : charges) {
            Agreement agreement = agreements.apply(charge);
            UUID fingerprint = Description.fingerprint(charge.columns().fingerprint(), agreement);
            DimensionSet set = byFingerprint.get(fingerprint);
            if (set != null) {
                found.put(fingerprint, set);
            } else {
                missing.merge(fingerprint, new Description(charge, agreement), Descriptions::newer);
            }
            Integer source = sourceIds.get(charge.source());
            if (source == null) {
                newSources.add(charge.source());
            } else {
                sources.put(charge.source(), source);
            }
        }
        if (missing.isEmpty() && newSources.isEmpty()) {
            return Uni.createFrom().item(new Interned(found, sources, Set.of()));
        }
        return addSources(newSources)
                .invoke(sources::putAll)
                .chain(() -> add(List.copyOf(missing.values())))
                .map(added -> {
                    added.sets().forEach(set -> found.put(set.fingerprint(), set));
                    return new Interned(found, sources, added.refused());
                });
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
        return table.byId(session, missing)
                .chain(sets -> learnMonths(session, sets).replaceWith(() -> {
                    sets.forEach(set -> found.put(set.id(), cached(set)));
                    return found;
                }));
    }

    /** A page of the descriptions of some scopes, by id. They are not cached: whoever pages reads them once. */
    public Uni<List<DimensionSet>> page(
            Mutiny.StatelessSession session, Collection<Integer> scopes, int afterId, int limit) {
        return table.page(session, scopes, afterId, limit)
                .chain(sets -> learnMonths(session, sets).replaceWith(sets));
    }

    /** The same descriptions under the other agreement, made where they are new, by the id of the one given. */
    public Uni<Map<Integer, DimensionSet>> underTheOtherAgreement(
            Mutiny.StatelessSession session, Collection<DimensionSet> sets) {
        return Reclassified.add(session, sets)
                .chain(ids -> byId(session, ids.values()).map(found -> ids.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> found.get(entry.getValue())))));
    }

    private Uni<Map<String, Integer>> addSources(Set<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return sessions.withStatelessTransaction(session -> table.sources(session, names))
                .invoke(sourceIds::putAll);
    }

    private record Added(List<DimensionSet> sets, Set<UUID> refused) {}

    private Uni<Added> add(List<Description> missing) {
        if (missing.isEmpty()) {
            return Uni.createFrom().item(new Added(List.of(), Set.of()));
        }
        return sessions.withStatelessTransaction(session -> addIn(session, missing))
                .invoke(added -> {
                    makeRoom();
                    added.sets().forEach(this::cached);
                });
    }

    private Uni<Added> addIn(Mutiny.StatelessSession session, List<Description> missing) {
        List<ScopeRow> scopes = missing.stream()
                .flatMap(description -> ScopeRow.of(description).stream())
                .toList();
        return ScopeTable.add(session, scopes).chain(known -> {
            List<Description> accepted = new ArrayList<>();
            Set<UUID> refused = new HashSet<>();
            for (Description description : missing) {
                ScopeTable.Known profile = known.get(description.profile());
                if (profile != null && description.charge().currency().equals(profile.currency())) {
                    accepted.add(description);
                } else {
                    refused.add(description.fingerprint());
                }
            }
            Map<ScopeKey, Integer> ids = new HashMap<>();
            known.forEach((key, scope) -> ids.put(key, scope.id()));
            return ScopeTable.months(session, ids.values())
                    .invoke(months -> learn(known.values(), months))
                    .chain(() -> SubscriptionOwners.note(session, outbox, accepted, ids))
                    .chain(() -> table.costGroups(session, accepted, ids))
                    .chain(groups -> table.sets(session, accepted, ids, groups))
                    .map(sets -> new Added(sets, refused));
        });
    }

    private void learn(Collection<ScopeTable.Known> scopes, Map<Integer, Integer> months) {
        monthByScope.putAll(months);
        for (ScopeTable.Known scope : scopes) {
            if (scope.currency() != null) {
                currencyByScope.put(scope.id(), scope.currency());
            }
        }
    }

    private Uni<Void> learnMonths(Mutiny.StatelessSession session, List<DimensionSet> sets) {
        Set<Integer> unknown = new HashSet<>();
        for (DimensionSet set : sets) {
            set.places().all().filter(scope -> !monthByScope.containsKey(scope)).forEach(unknown::add);
        }
        return unknown.isEmpty()
                ? Uni.createFrom().voidItem()
                : ScopeTable.months(session, unknown)
                        .invoke(monthByScope::putAll)
                        .replaceWithVoid();
    }

    private DimensionSet cached(DimensionSet set) {
        byFingerprint.put(set.fingerprint(), set);
        byId.put(set.id(), set);
        return set;
    }

    private void makeRoom() {
        if (byId.size() > MOST_CACHED) {
            byFingerprint.clear();
            byId.clear();
        }
    }

    private static Description newer(Description one, Description other) {
        return other.charge().start().isAfter(one.charge().start()) ? other : one;
    }
}
