package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodsTest {

    @ParameterizedTest
    @CsvSource({
        "Monthly,   2028-02-29, 2028-02-01, 2028-03-01",
        "Quarterly, 2026-12-31, 2026-10-01, 2027-01-01",
        "Annually,  2026-01-01, 2026-01-01, 2027-01-01",
        "Daily,     2028-02-29, 2028-02-29, 2028-03-01",
        "Weekly,    2026-11-23, 2026-11-23, 2026-11-30",
        "Weekly,    2026-11-29, 2026-11-23, 2026-11-30",
        "Weekly,    2027-01-01, 2026-12-28, 2027-01-04"
    })
    void a_day_lies_in_one_period(String grain, LocalDate day, LocalDate start, LocalDate end) {
        assertThat(periods(TimeGrain.named(grain).orElseThrow()).of(day)).isEqualTo(new Period(start, end));
    }

    /** Four hundred years is what it takes until the calendar repeats itself, weekdays and all. */
    @ParameterizedTest
    @EnumSource(value = TimeGrain.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void periods_follow_each_other_without_gap_or_overlap(TimeGrain grain) {
        Periods periods = periods(grain);
        LocalDate last = LocalDate.of(2401, 1, 1);
        @Nullable Period before = null;
        for (LocalDate day = LocalDate.of(2001, 1, 1); day.isBefore(last); day = day.plusDays(1)) {
            Period period = Objects.requireNonNull(periods.of(day));
            assertThat(period.holds(day)).isTrue();
            if (before != null && !before.equals(period)) {
                assertThat(period.start()).isEqualTo(before.end()).isEqualTo(day);
            }
            before = period;
        }
    }

    @Test
    void a_single_period_holds_its_days_and_no_other() {
        Periods periods = Periods.of(TimeGrain.CUSTOM, LocalDate.of(2026, 11, 10), LocalDate.of(2026, 12, 24));

        Period only = new Period(LocalDate.of(2026, 11, 10), LocalDate.of(2026, 12, 25));
        assertThat(periods.of(LocalDate.of(2026, 11, 10))).isEqualTo(only);
        assertThat(periods.of(LocalDate.of(2026, 12, 24))).isEqualTo(only);
        assertThat(periods.of(LocalDate.of(2026, 11, 9))).isNull();
        assertThat(periods.of(LocalDate.of(2026, 12, 25))).isNull();
        assertThatThrownBy(() -> Periods.of(TimeGrain.CUSTOM, LocalDate.of(2026, 11, 10), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(TimeGrain.class)
    void what_the_database_and_arm_call_a_grain_is_read_back(TimeGrain grain) {
        assertThat(TimeGrain.of(grain.code())).isEqualTo(grain);
        assertThat(TimeGrain.named(grain.label().toUpperCase(java.util.Locale.ROOT)))
                .contains(grain);
    }

    private static Periods periods(TimeGrain grain) {
        return Periods.of(grain, LocalDate.EPOCH, null);
    }
}
