package dev.outlay.budget.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Histories to learn from: so many days up to yesterday. */
final class Days {

    /** The first day that is forecast, a Monday. */
    static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    static final LocalDate YESTERDAY = TODAY.minusDays(1);

    private Days() {}

    /**
     * @param cost of a day by its index, the oldest first; null for a day without a charge
     */
    static NavigableMap<LocalDate, BigDecimal> of(int days, IntFunction<@Nullable BigDecimal> cost) {
        NavigableMap<LocalDate, BigDecimal> history = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            BigDecimal amount = cost.apply(day);
            if (amount != null) {
                history.put(TODAY.minusDays(days - day), amount);
            }
        }
        return history;
    }

    static BigDecimal amount(double value) {
        return BigDecimal.valueOf(value);
    }
}
