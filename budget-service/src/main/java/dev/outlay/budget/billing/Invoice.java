package dev.outlay.budget.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The invoice of a billing profile for a billing period. Amounts are in the profile's currency.
 *
 * @param name known from the invoice's opening
 * @param account name of the profile's billing account, as it became known
 * @param currency ISO 4217; null while nothing has fixed it, and then nothing is on the invoice
 * @param period a month, UTC
 * @param closedAt null while it is open
 * @param dueDay the day by which it has to be paid; null while it is open, and where no payment term was said of its profile when it was closed
 * @param status null while it is open
 * @param charges how many charges it is made of; a late one counts, a restated one does not count again
 * @param subTotal before tax
 * @param corrections the part of it that corrects periods that were invoiced before
 * @param tax what is charged as tax
 * @param credit what is given back as credit: a positive amount lowers what is due
 */
public record Invoice(
        String name,
        String account,
        String profile,
        @Nullable String profileName,
        @Nullable String purchaseOrder,
        @Nullable String currency,
        YearMonth period,
        @Nullable Instant closedAt,
        @Nullable LocalDate dueDay,
        @Nullable InvoiceStatus status,
        long charges,
        BigDecimal subTotal,
        BigDecimal corrections,
        BigDecimal tax,
        BigDecimal credit) {

    public LocalDate firstDay() {
        return period.atDay(1);
    }

    public LocalDate lastDay() {
        return period.atEndOfMonth();
    }

    public BigDecimal total() {
        return subTotal.add(tax);
    }

    /** What is due as of now: nothing any more once the partner has said that it is paid or void. */
    public BigDecimal due() {
        return status != null && status.isSettled() ? BigDecimal.ZERO : total().subtract(credit);
    }
}
