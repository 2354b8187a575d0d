package dev.outlay.budget.arm;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A day in a filter, a parameter or a body. */
final class AskedDay {

    private AskedDay() {}

    /** The day that a text begins with (2026-11-01, or a time of that day as it is written); null for anything else, and for days of no calendar that is used. */
    static @Nullable LocalDate read(String text) {
        try {
            LocalDate day = LocalDate.parse(text.substring(0, Math.min(10, text.length())));
            return day.getYear() >= 1900 && day.getYear() <= 9000 ? day : null;
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
