package dev.outlay.budget.ledger;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes descriptions that charges bring for the first time, with the scopes and the months that they name, in one transaction of the caller's. */
final class NewDescriptions {

    private final KnownScopes scopes;

    NewDescriptions(KnownScopes scopes) {
        this.scopes = scopes;
    }

    /** @return them as stored, but for those whose currency is not that of their billing profile: these are refused, and never stored */
    Uni<List<DimensionSet>> add(Mutiny.StatelessSession session, List<Description> described) {
        List<ScopeRow> rows = described.stream()
                .flatMap(description -> ScopeRow.of(description).stream())
                .toList();
        return ScopeTable.add(session, rows)
                .chain(known -> ScopeTable.months(session, ids(known).values())
                        .invoke(months -> scopes.learn(known.values(), months))
                        .chain(() -> addSets(session, inTheirCurrency(described, known), ids(known))));
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
