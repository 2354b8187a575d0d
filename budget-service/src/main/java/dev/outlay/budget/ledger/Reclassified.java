package dev.outlay.budget.ledger;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stored description, as it has to be under what was stated of its customer since.
 *
 * @param set as it is
 * @param agreement under which it has to count
 * @param profile on which it has to be; null to leave it where it is
 */
public record Reclassified(
        DimensionSet set, Agreement agreement, @Nullable StatedProfile profile) {

    /** The rows of the profiles to which descriptions go. */
    static Set<Integer> profiles(Collection<Reclassified> wanted) {
        return wanted.stream()
                .map(Reclassified::profile)
                .filter(Objects::nonNull)
                .map(StatedProfile::scope)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether it is at another profile already; whatever its source says of it does not matter for that. */
    boolean isMoved() {
        return profile != null && profile.scope() != set.places().profile();
    }

    int profileScope() {
        return profile == null ? set.places().profile() : profile.scope();
    }

    /** The texts as they have to be. */
    DescriptionTexts texts() {
        StatedProfile to = elsewhere();
        if (!isMoved()) {
            return set.texts();
        }
        return to == null ? set.texts().asTheSourceSays() : set.texts().at(to);
    }

    /** Of columns as their source says them, under the agreement and at the profile. */
    UUID fingerprint() {
        if (!isMoved()) {
            return set.agreement() == agreement ? set.fingerprint() : Description.underTheOther(set.fingerprint());
        }
        return Description.fingerprint(Description.columnsOf(set), agreement, elsewhere());
    }

    /** The profile to which it goes; null where that is the one that its source says. */
    private @Nullable StatedProfile elsewhere() {
        return profile == null || profile.isNamed(set.texts().sourceProfile()) ? null : profile;
    }

    ChargeCategory category() {
        return ChargeCategory.named(text(Column.CHARGE_CATEGORY, ""))
                .orElseThrow(() -> new IllegalStateException("dimension set " + set.id() + " has no category"));
    }

    Counting counting() {
        return Counting.of(
                category(),
                agreement,
                CommitmentUse.of(text(Column.COMMITMENT_DISCOUNT_ID), text(Column.COMMITMENT_DISCOUNT_STATUS)));
    }

    private String text(Column column, String otherwise) {
        return set.texts().dimensions().getOrDefault(column.columnName(), otherwise);
    }

    @Nullable
    String text(Column column) {
        return set.texts().dimensions().get(column.columnName());
    }
}
