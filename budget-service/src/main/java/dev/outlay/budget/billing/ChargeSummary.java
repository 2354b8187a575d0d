package dev.outlay.budget.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What some days of a month cost at a billing scope, before tax.
 *
 * @param first day of the charges, UTC
 * @param last the last one, included
 * @param billed the month on whose invoice they are
 * @param currency ISO 4217, of the amounts
 * @param profile on whose invoice they are; null where those of several profiles may be added up
 * @param customer tenant id; null where they are not told apart by customer, and for charges of none
 * @param azure what Azure itself costs
 * @param marketplace what others sell through Azure Marketplace
 * @param invoiced whether every invoice that they are on is closed; that of the month, and a later one for what came or changed after it was closed
 */
public record ChargeSummary(
        LocalDate first,
        LocalDate last,
        YearMonth billed,
        String currency,
        @Nullable String profile,
        @Nullable String customer,
        BigDecimal azure,
        BigDecimal marketplace,
        boolean invoiced) {

    /** Two of the same days, month, currency, profile and customer, added up. */
    ChargeSummary plus(ChargeSummary other) {
        return new ChargeSummary(
                first,
                last,
                billed,
                currency,
                profile,
                customer,
                azure.add(other.azure),
                marketplace.add(other.marketplace),
                invoiced && other.invoiced);
    }
}
