package dev.outlay.budget.ledger;

import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an interned description means for counting: where its charges are seen, at which price, and what filters can ask of them.
 *
 * @param id of the row
 * @param costGroup key of the daily cost
 * @param places where it is seen; a place that a charge does not have is absent
 * @param currency ISO 4217, of every amount but the US dollars
 * @param texts what filters can ask of
 */
public record DimensionSet(
        int id,
        UUID fingerprint,
        int costGroup,
        Places places,
        Counting counting,
        Agreement agreement,
        String currency,
        DescriptionTexts texts) {

    /**
     * The scopes of a charge, as rows of the table {@code scope}.
     *
     * @param customer null where the charge names no customer
     * @param subscription null where it names no subscription
     * @param resourceGroup null where it names no resource group
     */
    public record Places(
            int account,
            int profile,
            @Nullable Integer customer,
            @Nullable Integer subscription,
            @Nullable Integer resourceGroup) {

        /** All that are present, outermost first. */
        public Stream<Integer> all() {
            return Stream.of(account, profile, customer, subscription, resourceGroup)
                    .filter(Objects::nonNull);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DimensionSet that && that.id == id;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(id);
    }
}
