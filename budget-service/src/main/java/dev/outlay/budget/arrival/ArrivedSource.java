package dev.outlay.budget.arrival;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is known of a source.
 *
 * @param account name of the billing account
 * @param source its name, as charges say it
 * @param newestDay on which a charge of it begins, UTC; for one that begins later than it was recorded, the day of that
 * @param lastAt when a charge of it was last recorded, new or restated
 * @param charges how many there are, restatements not counted
 * @param since the first day, UTC, on which one was recorded
 */
record ArrivedSource(
        SourceKey key,
        String account,
        String source,
        LocalDate newestDay,
        Instant lastAt,
        long charges,
        LocalDate since) {}
