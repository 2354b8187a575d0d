package dev.outlay.budget.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * On which days charges of a description count in a series. A filter by billing month splits the charges of a description that does not say it: for each of them it is the month of its day.
 *
 * @param named some months
 * @param inside whether the days in these count, or those in all others
 */
public record CountedMonths(Set<YearMonth> named, boolean inside) {

    /** Every day. */
    public static final CountedMonths EVERY = new CountedMonths(Set.of(), false);

    public CountedMonths {
        named = Set.copyOf(named);
    }

    /** @param day of the charge, UTC */
    public boolean count(LocalDate day) {
        return named.isEmpty() ? !inside : named.contains(YearMonth.from(day)) == inside;
    }

    /** The months as YYYY-MM with commas between them, as SQL compares them. */
    public String text() {
        return new TreeSet<>(named).stream().map(YearMonth::toString).collect(Collectors.joining(","));
    }
}
