package dev.outlay.budget.details;

import java.util.Optional;

/** At which cost usage details are listed (azure-rest-contract.md section 4, {@code metric}), and which of them. */
public enum DetailMetric {
    /** What was billed. What nobody used of a commitment is left out unless something was billed for it: it belongs to the amortized list. */
    ACTUAL("ActualCost"),
    /** What was used of commitments each day. Their purchases are left out unless a part of them is effective on their own day. */
    AMORTIZED("AmortizedCost"),
    /** What was billed for usage, without purchases and adjustments. */
    USAGE("Usage");

    private final String label;

    DetailMetric(String label) {
        this.label = label;
    }

    /** Azure's word. */
    public String label() {
        return label;
    }

    /** Finds a metric by Azure's word in any casing. */
    public static Optional<DetailMetric> named(String label) {
        for (DetailMetric metric : values()) {
            if (metric.label.equalsIgnoreCase(label)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
