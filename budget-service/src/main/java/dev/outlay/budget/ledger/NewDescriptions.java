package dev.outlay.budget.ledger;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes descriptions that charges bring for the first time, with the scopes and the months that they name, in one transaction of the caller's. */
final class NewDescriptions {

    private final KnownScopes scopes;

    NewDescriptions(KnownScopes scopes) {
        this.scopes = scopes;
    }

    /**
     * Billing accounts and profiles come first: a profile's currency says which descriptions are refused, and those must not make any other scope known, let alone fix
     * its currency. Both steps lock their scopes in the order of the keys, so two transactions never wait for each other in a circle.
     *
     * @return them as stored, but for those whose currency is not that of their billing profile: these are refused, and never stored
     */
    Uni<List<DimensionSet>> add(Mutiny.StatelessSession session, List<Description> described) {
        return ScopeTable.add(session, rows(described, ScopeRow::isOfInvoices)).chain(invoiced -> {
            List<Description> accepted = inTheirCurrency(described, invoiced);
            return ScopeTable.add(session, rows(accepted, row -> !row.isOfInvoices()))
                    .chain(others -> {
                        Map<ScopeKey, ScopeTable.Known> known = new HashMap<>(invoiced);
                        known.putAll(others);
                        return addAccepted(session, accepted, known);
                    });
        });
    }

    private static List<ScopeRow> rows(List<Description> described, Predicate<ScopeRow> wanted) {
        return described.stream()
                .flatMap(description -> ScopeRow.of(description).stream())
                .filter(wanted)
                .toList();
    }

    private Uni<List<DimensionSet>> addAccepted(
            Mutiny.StatelessSession session, List<Description> accepted, Map<ScopeKey, ScopeTable.Known> known) {
        return ScopeTable.months(session, ids(known).values())
                .invoke(months -> scopes.learn(known.values(), months))
                .chain(() -> addSets(session, accepted, ids(known)));
    }

    private Uni<List<DimensionSet>> addSets(
            Mutiny.StatelessSession session, List<Description> accepted, Map<ScopeKey, Integer> ids) {
        return DescriptionTable.costGroups(session, accepted, ids)
                .chain(groups -> DescriptionTable.add(session, accepted, ids, groups));
    }

    private static List<Description> inTheirCurrency(
            List<Description> described, Map<ScopeKey, ScopeTable.Known> known) {
        List<Description> accepted = new ArrayList<>();
        for (Description description : described) {
            ScopeTable.Known profile = known.get(description.profile());
            if (profile != null && description.charge().currency().equals(profile.currency())) {
                accepted.add(description);
            }
        }
        return accepted;
    }

    private static Map<ScopeKey, Integer> ids(Map<ScopeKey, ScopeTable.Known> known) {
        Map<ScopeKey, Integer> ids = new HashMap<>();
        known.forEach((key, scope) -> ids.put(key, scope.id()));
        return ids;
    }
}
