package dev.outlay.budget.ledger;

import dev.outlay.budget.dimension.BillingPeriod;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the partner states of a customer and changes how its charges count: its agreement, and on which billing profile they are.
 *
 * @param profiles by the month from which each holds, ascending; empty where the charges' source says it
 */
public record CustomerTerms(Agreement agreement, List<StatedProfile> profiles) {

    /** Where nothing was stated. */
    public static final CustomerTerms NOTHING_STATED =
            new CustomerTerms(Agreement.MICROSOFT_CUSTOMER_AGREEMENT, List.of());

    public CustomerTerms {
        profiles = List.copyOf(profiles);
    }

    /**
     * The profile on which what is billed in a month is.
     *
     * @param month its first day
     * @return null where that is what its source says
     */
    public @Nullable StatedProfile profileIn(LocalDate month) {
        StatedProfile holds = null;
        for (StatedProfile stated : profiles) {
            if (!stated.from().isAfter(month)) {
                holds = stated;
            }
        }
        return holds;
    }

    /** First day of the month in which a charge is billed. */
    static LocalDate billedIn(Charge charge) {
        LocalDate billed = BillingPeriod.of(charge.columns().get(Column.BILLING_PERIOD_START));
        return billed != null
                ? billed
                : LocalDate.ofInstant(charge.start(), ZoneOffset.UTC).withDayOfMonth(1);
    }

    /** The profile on which a charge is; null where that is the one that its source says. */
    @Nullable
    StatedProfile elsewhere(Charge charge) {
        if (profiles.isEmpty()) {
            return null;
        }
        StatedProfile stated = profileIn(billedIn(charge));
        return stated == null || stated.isNamed(charge.profile()) ? null : stated;
    }
}
