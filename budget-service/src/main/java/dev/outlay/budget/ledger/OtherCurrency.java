package dev.outlay.budget.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A charge that is refused since its currency is not that of the billing profile on which it would be (DESIGN.md section 6, point 9).
 *
 * @param position of the charge in its batch
 * @param month first day of the month in which it is billed
 * @param currency of the charge, ISO 4217
 * @param holds the profile on which the partner has put the customer in that month; null where it is the one that the source says
 * @param later the first one after that month that is in the currency of the charge; null for none
 */
public record OtherCurrency(
        int position,
        LocalDate month,
        String currency,
        @Nullable StatedProfile holds,
        @Nullable StatedProfile later) {

    /**
     * Why a charge is refused.
     *
     * @param terms what is stated of the charge's customer
     */
    public static OtherCurrency of(int position, Charge charge, CustomerTerms terms) {
        LocalDate month = CustomerTerms.billedIn(charge);
        return new OtherCurrency(
                position,
                month,
                charge.currency(),
                terms.profileIn(month),
                terms.profiles().stream()
                        .filter(stated -> stated.from().isAfter(month)
                                && charge.currency().equals(stated.currency()))
                        .findFirst()
                        .orElse(null));
    }

    /** For whoever sends the charges: which currency it would have to be in, and who says so. */
    public String reason() {
        StringBuilder said = new StringBuilder(
                holds == null
                        ? "The billing profile has another currency, which its first charge or the partner has fixed."
                        : "The partner has put the customer on the billing profile " + named(holds) + since(holds)
                                + ", so what is billed in " + YearMonth.from(month) + " cannot be in " + currency
                                + ".");
        if (later != null) {
            said.append(" The customer is billed in ")
                    .append(currency)
                    .append(" from the billing month ")
                    .append(YearMonth.from(later.from()))
                    .append(" on, when the partner puts it on the billing profile ")
                    .append(named(later))
                    .append('.');
        }
        return said.toString();
    }

    private static String named(StatedProfile stated) {
        return "'" + stated.profile() + "'" + (stated.currency() == null ? "" : " (" + stated.currency() + ")");
    }

    private static String since(StatedProfile stated) {
        return stated.from().getYear() <= 1 ? "" : " from the billing month " + YearMonth.from(stated.from()) + " on";
    }
}
