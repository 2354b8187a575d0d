package dev.outlay.budget.dimension;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the month in which a charge is billed. */
public final class BillingPeriod {

    private BillingPeriod() {}

    /**
     * First day of the month in which a charge is billed, by what FOCUS's BillingPeriodStart says in UTC.
     *
     * @param start as the charge says it; null where it says nothing
     * @return null where it says nothing, or no date: then it is the month of the charge's day
     */
    public static @Nullable LocalDate of(@Nullable String start) {
        if (start == null || start.length() < 10) {
            return null;
        }
        try {
            LocalDate day = start.length() > 10 && start.charAt(10) == 'T'
                    ? OffsetDateTime.parse(start)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDate()
                    : LocalDate.parse(start.substring(0, 10));
            return day.getYear() < 1900 || day.getYear() > 9999 ? null : day.withDayOfMonth(1);
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
