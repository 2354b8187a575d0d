package dev.outlay.budget.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HabitTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

    /** Of every day nine tenths come on the next day, and the last tenth on the third. */
    private static List<ArrivedDay> daily(LocalDate first, LocalDate last) {
        List<ArrivedDay> days = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
            days.add(new ArrivedDay(day, day.plusDays(1), 90));
            if (day.plusDays(3).isBefore(last.plusDays(1))) {
                days.add(new ArrivedDay(day, day.plusDays(3), 10));
            }
        }
        return days;
    }

    private static Habit habit(List<ArrivedDay> days) {
        LocalDate since = days.stream()
                .map(ArrivedDay::recordedOn)
                .min(LocalDate::compareTo)
                .orElseThrow();
        return new Habit(days, since, TODAY);
    }

    private static LocalDate newest(List<ArrivedDay> days) {
        return days.stream()
                .map(ArrivedDay::newestDay)
                .max(LocalDate::compareTo)
                .orElseThrow();
    }

    private static List<BigDecimal> shares(String... shares) {
        return Arrays.stream(shares).map(BigDecimal::new).toList();
    }

    @Test
    void aDayIsAsCompleteAsItUsuallyIsAtItsAge() {
        Habit habit = habit(daily(TODAY.minusDays(60), TODAY));

        assertThat(habit.completeness())
                .hasSize(11)
                .startsWith(shares("0.0000", "0.9000", "0.9000", "1.0000").toArray(BigDecimal[]::new))
                .endsWith(new BigDecimal("1.0000"));
    }

    @Test
    void whatCameAtOnceSaysNothingOfWhatIsUsual() {
        List<ArrivedDay> days = daily(TODAY.minusDays(30), TODAY);
        LocalDate first = days.getFirst().recordedOn();
        for (int before = 1; before < 90; before++) {
            days.add(new ArrivedDay(first.minusDays(before), first, 100));
        }

        assertThat(habit(days).completeness().get(1)).isEqualByComparingTo("0.9");
        assertThat(habit(days).longestAge()).hasValue(1L);
    }

    /** Two days of half of which the other half comes late do not change what is usual. */
    @Test
    void theMedianIsWhatIsUsual() {
        List<ArrivedDay> days = daily(TODAY.minusDays(60), TODAY);
        for (int odd : new int[] {20, 30}) {
            days.add(new ArrivedDay(TODAY.minusDays(odd), TODAY.minusDays(odd - 9), 100));
        }

        assertThat(habit(days).completeness().get(1)).isEqualByComparingTo("0.9");
    }

    @Test
    void ofFewDaysNothingIsSaid() {
        assertThat(habit(daily(TODAY.minusDays(16), TODAY)).completeness()).isEmpty();
        assertThat(habit(daily(TODAY.minusDays(17), TODAY)).completeness()).isNotEmpty();
        assertThat(habit(daily(TODAY.minusDays(3), TODAY)).longestAge()).isEmpty();
        assertThat(habit(daily(TODAY.minusDays(4), TODAY)).longestAge()).isPresent();
    }

    @Test
    void aDailySourceIsLateOnceAWholeDayIsMissing() {
        List<ArrivedDay> inTime = daily(TODAY.minusDays(60), TODAY.minusDays(1));
        List<ArrivedDay> late = daily(TODAY.minusDays(60), TODAY.minusDays(2));

        assertThat(habit(inTime).longestAge()).hasValue(1L);
        assertThat(habit(inTime).isLate(newest(inTime)))
                .as("what comes once a day need not have come today")
                .isFalse();
        assertThat(habit(late).longestAge())
                .as("what is missing now is not usual")
                .hasValue(1L);
        assertThat(habit(late).isLate(newest(late))).isTrue();
    }

    /** Mondays bring what was spent since Friday. */
    @Test
    void aWeekendThatIsUsuallySilentIsNotLate() {
        List<ArrivedDay> days = new ArrayList<>();
        for (LocalDate day = TODAY.minusDays(60); day.isBefore(TODAY); day = day.plusDays(1)) {
            LocalDate on =
                    switch (day.getDayOfWeek()) {
                        case FRIDAY -> day.plusDays(3);
                        case SATURDAY -> day.plusDays(2);
                        default -> day.plusDays(1);
                    };
            days.add(new ArrivedDay(day, on, 10));
        }
        LocalDate sunday = LocalDate.parse("2026-11-22");
        List<ArrivedDay> known =
                days.stream().filter(day -> day.recordedOn().isBefore(sunday)).toList();
        Habit onSunday = new Habit(known, known.getFirst().recordedOn(), sunday);

        assertThat(newest(known)).isEqualTo("2026-11-19");
        assertThat(onSunday.longestAge()).hasValue(3L);
        assertThat(onSunday.isLate(newest(known))).isFalse();
        assertThat(new Habit(known, known.getFirst().recordedOn(), sunday.plusDays(2)).isLate(newest(known)))
                .isTrue();
    }

    /** Otherwise a source that restates would never be late, and one that was cut off long ago would be forgotten. */
    @Test
    void onlyNewChargesOfNewDaysCount() {
        List<ArrivedDay> days = daily(TODAY.minusDays(60), TODAY.minusDays(9));
        for (int on = 8; on >= 0; on--) {
            days.add(new ArrivedDay(TODAY.minusDays(on), TODAY.minusDays(on), 0));
        }
        LocalDate newest = TODAY.minusDays(10);

        assertThat(habit(days).longestAge()).hasValue(1L);
        assertThat(habit(days).isLate(newest)).isTrue();
        assertThat(habit(days).completeness().getFirst()).isEqualByComparingTo("0");
        List<ArrivedDay> longAgo = daily(TODAY.minusDays(400), TODAY.minusDays(300));
        assertThat(habit(longAgo).isLate(newest(longAgo))).isTrue();
    }

    /** A reservation that begins next month is bought today. */
    @Test
    void whatBeginsLaterHidesNoSilence() {
        ArrivedDay ahead = new ArrivedDay(TODAY.plusDays(20), TODAY.minusDays(5), 1);

        assertThat(ahead.newestDay()).isEqualTo(TODAY.minusDays(5));
        assertThat(ahead.age()).isZero();
    }
}
