package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TimeframeTest {

    @Test
    void days_are_counted_from_today() {
        LocalDate thursday = LocalDate.parse("2026-11-26");

        assertThat(Timeframe.WEEK_TO_DATE.days(thursday)).contains(days("2026-11-22", "2026-11-26"));
        assertThat(Timeframe.THE_LAST_WEEK.days(thursday)).contains(days("2026-11-15", "2026-11-21"));
        assertThat(Timeframe.MONTH_TO_DATE.days(thursday)).contains(days("2026-11-01", "2026-11-26"));
        assertThat(Timeframe.BILLING_MONTH_TO_DATE.days(thursday)).contains(days("2026-11-01", "2026-11-26"));
        assertThat(Timeframe.THE_LAST_MONTH.days(thursday)).contains(days("2026-10-01", "2026-10-31"));
        assertThat(Timeframe.THE_LAST_BILLING_MONTH.days(thursday)).contains(days("2026-10-01", "2026-10-31"));
        assertThat(Timeframe.YEAR_TO_DATE.days(thursday)).contains(days("2026-01-01", "2026-11-26"));
        assertThat(Timeframe.THE_LAST_YEAR.days(thursday)).contains(days("2025-01-01", "2025-12-31"));
        assertThat(Timeframe.CUSTOM.days(thursday)).isEmpty();
    }

    @Test
    void the_first_day_of_a_stretch_is_its_own_beginning() {
        LocalDate sunday = LocalDate.parse("2023-01-01");

        assertThat(Timeframe.WEEK_TO_DATE.days(sunday)).contains(days("2023-01-01", "2023-01-01"));
        assertThat(Timeframe.MONTH_TO_DATE.days(sunday)).contains(days("2023-01-01", "2023-01-01"));
        assertThat(Timeframe.YEAR_TO_DATE.days(sunday)).contains(days("2023-01-01", "2023-01-01"));
        assertThat(Timeframe.THE_LAST_MONTH.days(LocalDate.parse("2024-03-31")))
                .contains(days("2024-02-01", "2024-02-29"));
    }

    private static Days days(String first, String last) {
        return new Days(LocalDate.parse(first), LocalDate.parse(last));
    }
}
