package dev.outlay.budget.arrival;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the cost of a source is. Days are UTC.
 *
 * @param account name of the billing account
 * @param source its name, as charges say it
 * @param newestDay on which a charge of it begins
 * @param lastAt when a charge of it was last recorded, new or restated
 * @param charges how many there are
 * @param age of the newest day, in days
 * @param longestUsualAge the oldest that its newest day became before the last charges came, in days; null while too little is known
 * @param isLate whether a whole day more than that has passed
 * @param completeness which share of a day's charges there usually is when the day is so many days old, from 0 on; empty while too little is known
 */
public record SourceFreshness(
        SourceKey key,
        String account,
        String source,
        LocalDate newestDay,
        Instant lastAt,
        long charges,
        long age,
        @Nullable Long longestUsualAge,
        boolean isLate,
        List<BigDecimal> completeness) {}
