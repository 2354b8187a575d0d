package dev.outlay.budget.ledger;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.money.DollarValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A spend that charges of one description are added to.
 *
 * @param series row of {@code spend_series}
 * @param price at which they count there; never {@link Price#NONE}; nothing to a quantity, which counts whole where the price is zero, too
 * @param dollars whether it is kept in US dollars: the billing account
 * @param months in which charges are added to it
 * @param unit of measure of what the description's charges add to a quantity; null where it says none, and where the spend is a cost
 */
public record SeriesTarget(
        int series,
        Periods periods,
        Metric metric,
        Price price,
        boolean dollars,
        CountedMonths months,
        @Nullable String unit) {

    /** What a charge adds to the spend; null while it waits for a rate or a price, and adds nothing yet, or where it has no quantity to add. */
    public @Nullable BigDecimal amountOf(LedgerRow row) {
        if (metric == Metric.USAGE) {
            return row.quantity();
        }
        return switch (price) {
            case NONE -> throw new IllegalStateException("a charge that is not seen has no amount");
            case ZERO -> BigDecimal.ZERO;
            case RETAIL -> row.retail();
            case INVOICED -> dollars ? inDollars(row) : metric == Metric.ACTUAL ? row.billed() : row.effective();
        };
    }

    /** The currency of that amount, ISO 4217. */
    public String currencyOf(LedgerRow row) {
        if (metric == Metric.USAGE) {
            return Metric.NO_CURRENCY;
        }
        return dollars ? "USD" : row.set().currency();
    }

    private @Nullable BigDecimal inDollars(LedgerRow row) {
        DollarValue dollars = row.dollars();
        if (dollars == null) {
            return null;
        }
        return metric == Metric.ACTUAL ? dollars.billed() : dollars.effective();
    }
}
