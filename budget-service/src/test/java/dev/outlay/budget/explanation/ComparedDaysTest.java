package dev.outlay.budget.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.TimeGrain;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With which days a spend is compared. */
class ComparedDaysTest {

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    /** Of each the days from the first to the last, both included. */
    @ParameterizedTest
    @CsvSource({
        "MONTHLY,   2026-11-01, 2026-12-01, 2026-11-20, 2026-11-20, 2026-10-01, 2026-10-20",
        "MONTHLY,   2026-11-01, 2026-12-01, 2026-11-01, 2026-11-01, 2026-10-01, 2026-10-01",
        "MONTHLY,   2026-03-01, 2026-04-01, 2026-03-28, 2026-03-28, 2026-02-01, 2026-02-28",
        "MONTHLY,   2026-03-01, 2026-04-01, 2026-03-31, 2026-03-31, 2026-02-01, 2026-02-28",
        "MONTHLY,   2026-02-01, 2026-03-01, 2026-02-28, 2026-02-28, 2026-01-01, 2026-01-28",
        "MONTHLY,   2026-11-01, 2026-12-01, 2026-12-03, 2026-11-30, 2026-10-01, 2026-10-30",
        "QUARTERLY, 2026-10-01, 2027-01-01, 2026-11-20, 2026-11-20, 2026-07-01, 2026-08-20",
        "ANNUALLY,  2028-01-01, 2029-01-01, 2028-12-31, 2028-12-31, 2027-01-01, 2027-12-31",
        "WEEKLY,    2026-11-16, 2026-11-23, 2026-11-18, 2026-11-18, 2026-11-09, 2026-11-11",
        "DAILY,     2026-11-20, 2026-11-21, 2026-11-21, 2026-11-20, 2026-11-19, 2026-11-19",
        "DAILY,     2026-11-20, 2026-11-21, 2026-11-22, 2026-11-20, 2026-11-19, 2026-11-19",
        "CUSTOM,    2026-11-05, 2026-12-20, 2026-11-14, 2026-11-14, 2026-10-26, 2026-11-04"
    })
    void asManyDaysOfThePeriodBeforeOrAllOfIt(
            TimeGrain grain, String start, String end, String crossed, String last, String first, String until) {
        ComparedDays days = ComparedDays.of(grain, new Period(day(start), day(end)), day(crossed))
                .orElseThrow();

        assertThat(days.now()).isEqualTo(new Days(day(start), day(last)));
        assertThat(days.before()).isEqualTo(new Days(day(first), day(until)));
    }

    @ParameterizedTest
    @CsvSource({
        "MONTHLY,   2026-12-01, 2027-01-01, 2026-11-30",
        "QUARTERLY, 2027-01-01, 2027-04-01, 2026-11-20",
        "CUSTOM,    2026-12-05, 2026-12-20, 2026-11-20",
        "DAILY,     2026-11-21, 2026-11-22, 2026-11-20"
    })
    void aPeriodThatHasNotBegunIsComparedWithNothing(TimeGrain grain, String start, String end, String crossed) {
        assertThat(ComparedDays.of(grain, new Period(day(start), day(end)), day(crossed)))
                .isEmpty();
    }

    /** It would be less than the day before, whatever happens. */
    @Test
    void aDayThatHasNotEndedIsComparedWithNothing() {
        assertThat(ComparedDays.of(
                        TimeGrain.DAILY, new Period(day("2026-11-20"), day("2026-11-21")), day("2026-11-20")))
                .isEmpty();
    }
}
