package dev.outlay.budget.budget;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For how long a notification of a budget of reservations is silent once it has told: days and months of UTC. */
public enum TellingFrequency {
    DAILY("Daily"),
    WEEKLY("Weekly"),
    MONTHLY("Monthly");

    private final String label;

    TellingFrequency(String label) {
        this.label = label;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** What was told after this keeps it silent now. */
    public Instant silentSince(Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return switch (this) {
            case DAILY -> at.minusDays(1).toInstant();
            case WEEKLY -> at.minusWeeks(1).toInstant();
            case MONTHLY -> at.minusMonths(1).toInstant();
        };
    }

    /** Reads ARM's word in any casing. */
    static Optional<TellingFrequency> named(String label) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
