package dev.outlay.budget.ledger;

import java.util.Comparator;

/**
 * Identifies a charge. The order is that of the primary key, in which rows are locked, so that two batches never wait for each other in a circle.
 *
 * @param account row of the billing account's scope
 * @param source row of the source
 */
public record ChargeKey(int account, int source, String id) implements Comparable<ChargeKey> {

    private static final Comparator<ChargeKey> ORDER = Comparator.comparingInt(ChargeKey::account)
            .thenComparingInt(ChargeKey::source)
            .thenComparing(ChargeKey::id);

    @Override
    public int compareTo(ChargeKey other) {
        return ORDER.compare(this, other);
    }
}
