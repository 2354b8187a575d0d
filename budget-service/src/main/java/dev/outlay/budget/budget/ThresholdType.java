package dev.outlay.budget.budget;

import java.util.Locale;
import java.util.Optional;

/** What a notification watches. */
public enum ThresholdType {
    /** The spend of the period so far. */
    ACTUAL("Actual"),
    /** What the period is forecast to reach by its end. */
    FORECASTED("Forecasted");

    private final String label;

    ThresholdType(String label) {
        this.label = label;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** Reads ARM's word in any casing. */
    public static Optional<ThresholdType> named(String label) {
        for (ThresholdType type : values()) {
            if (type.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
