package dev.outlay.budget.ledger;

import dev.outlay.budget.money.DollarValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge as the ledger holds it.
 *
 * @param retail null while the charge is unpriced: it waits
 * @param dollars null, or with null parts, while it waits for a rate
 * @param batch number of the transaction that wrote the row; 0 before one has
 */
public record LedgerRow(
        ChargeKey key,
        int revision,
        UUID content,
        DimensionSet set,
        Instant start,
        @Nullable Instant end,
        BigDecimal billed,
        BigDecimal effective,
        @Nullable BigDecimal retail,
        @Nullable DollarValue dollars,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal unitPrice,
        long batch) {

    /** The day on which the charge counts, UTC. */
    public LocalDate day() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    /** The same charge, described otherwise: what reclassifying or moving its customer makes of it. */
    public LedgerRow describedBy(DimensionSet other) {
        return new LedgerRow(
                key, revision, content, other, start, end, billed, effective, retail, dollars, quantity, unitPrice,
                batch);
    }

    /** The same charge, its dollars known. */
    public LedgerRow worth(DollarValue value) {
        return new LedgerRow(
                key, revision, content, set, start, end, billed, effective, retail, value, quantity, unitPrice, batch);
    }
}
