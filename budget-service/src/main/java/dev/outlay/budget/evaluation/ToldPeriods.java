package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.Periods;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which periods of a budget are told: the current one, and before it those that have ended so lately that they still are.
 *
 * @param today in UTC
 */
record ToldPeriods(LateDays lateDays, LocalDate today) {

    /** In their order, whether the budget watches them or does not any more. */
    List<Period> of(Budget budget) {
        Periods periods = budget.periods();
        return today.minusDays(lateDays.of(budget.grain()))
                .datesUntil(today.plusDays(1))
                .map(periods::of)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    /**
     * Those that the budget watches. A charge of one that has ended may have come while the spend was being built, which could be past the end of a month, and no charge may
     * follow it.
     */
    List<Period> watchedBy(Budget budget) {
        return of(budget).stream().filter(budget::watches).toList();
    }
}
