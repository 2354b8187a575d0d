package dev.outlay.alert.alert;

import dev.outlay.alert.access.Principal;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads who wrote a budget, as events say it. Source: deploy/contracts, {@code budget.writers}. */
final class WritersJson {

    private WritersJson() {}

    /** Reads those of a budget; where an event is older than them, its creator is the only one. */
    static Writers read(Fields budget, Optional<Principal> creator) throws Unreadable {
        if (!budget.node().hasNonNull("writers")) {
            return new Writers(creator.stream()
                    .map(known -> new Writers.Writer(known, Set.of(), Set.of(), Set.of()))
                    .toList());
        }
        List<Writers.Writer> writers = new ArrayList<>();
        for (Fields each : budget.objects("writers")) {
            Principal principal = new Principal(
                    each.text("principalId"),
                    each.text("tenantId"),
                    Set.of(),
                    new HashSet<>(each.requiredTexts("groups")));
            writers.add(new Writers.Writer(
                    principal,
                    keys(each.texts("contactEmails")),
                    keys(each.texts("contactRoles")),
                    keys(each.texts("contactGroups"))));
        }
        if (writers.isEmpty()) {
            // Of nobody there would be no right to ask, and everybody would be told.
            throw new Unreadable(budget.pointer() + "/writers", "must name somebody");
        }
        return new Writers(writers);
    }

    private static Set<String> keys(List<String> names) {
        Set<String> keys = new HashSet<>();
        names.forEach(name -> keys.add(Writers.key(name)));
        return Set.copyOf(keys);
    }
}
