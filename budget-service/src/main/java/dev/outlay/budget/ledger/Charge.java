package dev.outlay.budget.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of cost as a producer stated it (FOCUS 1.2 with Microsoft's x_ columns). Costs are in {@code currency} unless their name says US dollars.
 *
 * @param source with the billing account and {@code id}, identifies the charge (DESIGN.md section 6, point 1)
 * @param revision orders the restatements of one charge
 * @param alerts what its producer said of crossings that it causes; null when nothing was said
 * @param imported whether it came with a file
 * @param account name of the billing account: the last path segment of its id
 * @param customer null where the charge names none
 * @param commitment what the charge has to do with a commitment
 * @param currency ISO 4217
 * @param start when the charge began, UTC; its day decides the period
 * @param list ListCost, else list unit price times quantity; null when neither is known
 * @param ownRate US dollars for one unit of the currency by the row's own exchange rate; null when it has none
 * @param acceptedAt when the ingest service accepted it; null when unknown
 * @param traceparent of the publication with which it came (W3C Trace Context); null where that is not traced
 */
public record Charge(
        String source,
        String id,
        int revision,
        @Nullable Alerts alerts,
        boolean imported,
        String account,
        String profile,
        @Nullable String customer,
        @Nullable String subscription,
        @Nullable String resourceGroup,
        ChargeCategory category,
        CommitmentUse commitment,
        String currency,
        Instant start,
        @Nullable Instant end,
        BigDecimal billed,
        BigDecimal effective,
        @Nullable BigDecimal list,
        @Nullable BigDecimal billedInUsd,
        @Nullable BigDecimal effectiveInUsd,
        @Nullable BigDecimal ownRate,
        @Nullable LocalDate ownRateDay,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal unitPrice,
        ColumnValues columns,
        @Nullable Instant acceptedAt,
        @Nullable String traceparent) {

    /** The same for two statements that say the same: it tells a repetition from a conflict. */
    public UUID content() {
        return Fingerprint.begin()
                .add(columns.fingerprint())
                .add(start.toEpochMilli())
                .add(end == null ? null : Long.valueOf(end.toEpochMilli()))
                .add(billed)
                .add(effective)
                .add(list)
                .add(billedInUsd)
                .add(effectiveInUsd)
                .add(ownRate)
                .add(quantity)
                .add(unitPrice)
                .finish();
    }
}
