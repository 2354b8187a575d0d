package dev.outlay.budget.export;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How often a schedule recurs. */
public enum Recurrence {
    DAILY("Daily", ChronoUnit.DAYS),
    WEEKLY("Weekly", ChronoUnit.WEEKS),
    MONTHLY("Monthly", ChronoUnit.MONTHS),
    ANNUALLY("Annually", ChronoUnit.YEARS);

    private final String label;
    private final ChronoUnit unit;

    Recurrence(String label, ChronoUnit unit) {
        this.label = label;
        this.unit = unit;
    }

    /** Azure's word. */
    public String label() {
        return label;
    }

    ChronoUnit unit() {
        return unit;
    }

    /** Finds one by Azure's word in any casing. */
    static Optional<Recurrence> named(String word) {
        for (Recurrence recurrence : values()) {
            if (recurrence.label.equalsIgnoreCase(word)) {
                return Optional.of(recurrence);
            }
        }
        return Optional.empty();
    }
}
