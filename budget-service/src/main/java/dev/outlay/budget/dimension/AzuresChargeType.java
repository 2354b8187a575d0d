package dev.outlay.budget.dimension;

import java.util.Locale;
import java.util.Set;

/**
 * Azure's charge types that are no category of FOCUS: a refund is a purchase with a negative amount, and what nobody used of a reservation is usage. No charge says them, and the daily cost does not tell them apart, so that
 * whatever is filtered by them would count nothing; usage details, which look at each charge, have them.
 */
public final class AzuresChargeType {

    /** Why a filter by one is refused, and what can be filtered by instead. */
    public static final String REFUSAL =
            "ChargeType has the words of FOCUS. Valid are Usage, Purchase, Tax, Credit and Adjustment; a refund is a"
                    + " Purchase, and what nobody used of a reservation is Usage.";

    private static final Set<String> WORDS =
            Set.of("refund", "unusedreservation", "unusedsavingsplan", "roundingadjustment");

    private AzuresChargeType() {}

    /** Whether a value of the dimension ChargeType is one of them, in any casing. */
    public static boolean isOne(String value) {
        return WORDS.contains(value.toLowerCase(Locale.ROOT));
    }
}
