package dev.outlay.budget.recount;

import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.ledger.Reclassified;
import dev.outlay.budget.ledger.StatedProfile;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to become of a page of a customer's charges. Pure. */
final class Moving {

    private final CustomerTerms terms;
    private final Map<Integer, @Nullable LocalDate> billedBySet = new HashMap<>();
    private final Map<Integer, Set<LocalDate>> monthsBySet = new HashMap<>();

    Moving(CustomerTerms terms, List<ReclassificationTable.Described> charges) {
        this.terms = terms;
        for (ReclassificationTable.Described charge : charges) {
            billedBySet.put(charge.set(), charge.billed());
            monthsBySet.computeIfAbsent(charge.set(), unused -> new TreeSet<>()).add(charge.month());
        }
    }

    /** Rows of the descriptions that the charges have. */
    Set<Integer> sets() {
        return billedBySet.keySet();
    }

    /** The descriptions that they have to have. */
    Set<Reclassified> wanted(Collection<DimensionSet> sets) {
        return sets.stream()
                .flatMap(set ->
                        monthsBySet.getOrDefault(set.id(), Set.of()).stream().map(month -> wanted(set, month)))
                .collect(Collectors.toSet());
    }

    /** What another currency was billed in stays where it is: nobody adds up two on one invoice. */
    private Reclassified wanted(DimensionSet set, LocalDate month) {
        StatedProfile profile = terms.profileIn(month);
        boolean inItsCurrency = profile != null && set.currency().equals(profile.currency());
        return new Reclassified(set, terms.agreement(), inItsCurrency ? profile : null);
    }

    /**
     * A charge as it has to be; as it is where it has been restated since the page was read, and so has moved itself or is in a later page.
     *
     * @param made the descriptions that were wanted
     */
    LedgerRow moved(LedgerRow row, Map<Reclassified, DimensionSet> made) {
        DimensionSet set = row.set();
        if (!billedBySet.containsKey(set.id())) {
            return row;
        }
        LocalDate billed = billedBySet.get(set.id());
        DimensionSet other =
                made.get(wanted(set, billed != null ? billed : row.day().withDayOfMonth(1)));
        return other == null || other.equals(set) ? row : row.describedBy(other);
    }
}
