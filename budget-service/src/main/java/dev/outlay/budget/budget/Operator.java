package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** How spend is compared with a threshold. */
public enum Operator {
    /**
     * Speaks on reaching or passing: spend moves in jumps, and a comparison for equality would miss nearly every one (DESIGN.md section 6, point 6).
     */
    EQUAL_TO("EqualTo"),
    GREATER_THAN("GreaterThan"),
    GREATER_THAN_OR_EQUAL_TO("GreaterThanOrEqualTo"),
    /** Of what is used of reservations alone. */
    LESS_THAN("LessThan");

    private final String label;

    Operator(String label) {
        this.label = label;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** Whether the condition is true. Both amounts are in the budget's currency, or both are percentages. */
    public boolean holds(BigDecimal spend, BigDecimal threshold) {
        int comparison = spend.compareTo(threshold);
        return switch (this) {
            case GREATER_THAN -> comparison > 0;
            case EQUAL_TO, GREATER_THAN_OR_EQUAL_TO -> comparison >= 0;
            case LESS_THAN -> comparison < 0;
        };
    }

    /** Reads ARM's word in any casing. */
    public static Optional<Operator> named(String label) {
        for (Operator operator : values()) {
            if (operator.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
