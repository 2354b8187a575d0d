package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What this process knows of the scopes of charges: the series of their unfiltered month, and their currency. Neither ever changes once it is there. */
final class KnownScopes {

    private final Map<Integer, Integer> monthByScope = new ConcurrentHashMap<>();
    private final Map<Integer, String> currencyByScope = new ConcurrentHashMap<>();

    /** The series of a scope's unfiltered month; the scope is one that was learnt. */
    int monthOf(int scope) {
        Integer series = monthByScope.get(scope);
        if (series == null) {
            throw new IllegalStateException("the month of scope " + scope + " is not known");
        }
        return series;
    }

    /** ISO 4217; null while nothing was charged there, or it is not known here. */
    @Nullable
    String currencyOf(int scope) {
        return currencyByScope.get(scope);
    }

    /** Notes scopes that were just made, with the series of their months. */
    void learn(Collection<ScopeTable.Known> scopes, Map<Integer, Integer> months) {
        monthByScope.putAll(months);
        for (ScopeTable.Known scope : scopes) {
            if (scope.currency() != null) {
                currencyByScope.put(scope.id(), scope.currency());
            }
        }
    }

    /** Learns the scopes of descriptions that were read from the database. */
    Uni<Void> learnAllOf(Mutiny.StatelessSession session, List<DimensionSet> sets) {
        Set<Integer> unknown = new HashSet<>();
        for (DimensionSet set : sets) {
            set.places().all().filter(scope -> !monthByScope.containsKey(scope)).forEach(unknown::add);
        }
        return unknown.isEmpty()
                ? Uni.createFrom().voidItem()
                : ScopeTable.charged(session, unknown).invoke(this::learn).replaceWithVoid();
    }

    private void learn(List<ScopeTable.Charged> scopes) {
        for (ScopeTable.Charged scope : scopes) {
            if (scope.currency() != null) {
                currencyByScope.put(scope.id(), scope.currency());
            }
            monthByScope.put(scope.id(), scope.month());
        }
    }
}
