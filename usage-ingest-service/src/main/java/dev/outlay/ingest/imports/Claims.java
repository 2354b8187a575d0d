package dev.outlay.ingest.imports;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may state a data set. Until snapshots exist, a second file with other content for the same billing account, month and
 * source would count beside the first: so it is refused, unless its sender says that it adds to it. Of two that come at the same
 * time the one whose claim stands first in the topic wins.
 */
final class Claims {
    private Claims() {}

    /**
     * Another import that has stated one of the data sets with other content before, or null.
     *
     * @param stating all that state one of the data sets; others may be among them
     */
    static @Nullable Import inTheWayOf(Import claimant, Collection<Import> stating) {
        if (claimant.asked().append()) {
            return null;
        }
        Import.Claim claim = claimant.claim();
        Set<String> wanted = new HashSet<>(claim.dataSets());
        Set<Import> others = new HashSet<>();
        for (Import other : stating) {
            boolean earlier = other.claim().isPlaced() && other.claim().offset() < claim.offset();
            if (earlier
                    && !other.id().equals(claimant.id())
                    && other.claim().dataSets().stream().anyMatch(wanted::contains)) {
                others.add(other);
            }
        }
        boolean known = others.stream()
                .map(Import::claim)
                .anyMatch(other -> claim.content() != null
                        && claim.content().equals(other.content())
                        && other.dataSets().containsAll(wanted));
        return known ? null : others.stream().findFirst().orElse(null);
    }

    /** The name of a data set. */
    static String dataSet(String source, String account, String month) {
        return source + " " + account + " " + month;
    }
}
