package dev.outlay.budget.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an export runs by itself. */
class ScheduleTest {

    private static Schedule schedule(String recurrence, String from, @Nullable String until) {
        return new Schedule(
                Recurrence.named(recurrence).orElseThrow(),
                Instant.parse(from),
                until == null ? null : Instant.parse(until));
    }

    @ParameterizedTest
    @CsvSource({
        "Daily,    2026-11-01T06:00:00Z, 2026-10-01T00:00:00Z, 2026-11-01T06:00:00Z",
        "Daily,    2026-11-01T06:00:00Z, 2026-11-01T06:00:00Z, 2026-11-01T06:00:00Z",
        "Daily,    2026-11-01T06:00:00Z, 2026-11-01T06:00:00.000001Z, 2026-11-02T06:00:00Z",
        "Daily,    2020-02-28T23:30:00Z, 2020-02-29T23:30:00Z, 2020-02-29T23:30:00Z",
        "Weekly,   2026-11-01T06:00:00Z, 2026-11-08T07:00:00Z, 2026-11-15T06:00:00Z",
        "Weekly,   2018-06-01T00:00:00Z, 2026-11-27T10:00:00Z, 2026-12-04T00:00:00Z",
        "Monthly,  2026-01-31T06:00:00Z, 2026-02-01T00:00:00Z, 2026-02-28T06:00:00Z",
        "Monthly,  2026-01-31T06:00:00Z, 2026-02-28T06:00:00Z, 2026-02-28T06:00:00Z",
        "Monthly,  2026-01-31T06:00:00Z, 2026-02-28T06:00:01Z, 2026-03-31T06:00:00Z",
        "Monthly,  2027-12-31T06:00:00Z, 2028-02-02T00:00:00Z, 2028-02-29T06:00:00Z",
        "Monthly,  2026-01-30T06:00:00Z, 2026-04-30T06:00:01Z, 2026-05-30T06:00:00Z",
        "Annually, 2024-02-29T00:00:00Z, 2025-02-01T00:00:00Z, 2025-02-28T00:00:00Z",
        "Annually, 2024-02-29T00:00:00Z, 2027-03-01T00:00:00Z, 2028-02-29T00:00:00Z"
    })
    void an_occurrence_is_counted_from_the_first_one(String recurrence, String from, String moment, String expected) {
        assertThat(schedule(recurrence, from, null).notBefore(Instant.parse(moment)))
                .contains(Instant.parse(expected));
    }

    @Test
    void there_is_none_after_the_end_and_one_at_it() {
        Schedule schedule = schedule("Daily", "2026-11-01T06:00:00Z", "2026-11-03T06:00:00Z");

        assertThat(schedule.notBefore(Instant.parse("2026-11-02T07:00:00Z")))
                .contains(Instant.parse("2026-11-03T06:00:00Z"));
        assertThat(schedule.notBefore(Instant.parse("2026-11-03T06:00:01Z"))).isEmpty();
        assertThat(schedule("Daily", "2026-11-05T06:00:00Z", "2026-11-05T05:00:00Z")
                        .notBefore(Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02T06:00:00Z, 2026-11-02T06:00:00Z, 2026-11-02T06:00:00Z",
        "2026-11-02T06:00:00Z, 2026-11-09T05:00:00Z, 2026-11-08T06:00:00Z",
        "2026-11-02T06:00:00Z, 2026-11-09T06:00:00Z, 2026-11-09T06:00:00Z",
        "2026-11-02T06:00:00Z, 2027-05-01T00:00:00Z, 2026-11-20T06:00:00Z"
    })
    void of_those_that_were_missed_the_latest_within_the_schedule_runs(String due, String now, String expected) {
        assertThat(schedule("Daily", "2026-11-01T06:00:00Z", "2026-11-20T23:00:00Z")
                        .latest(Instant.parse(due), Instant.parse(now)))
                .isEqualTo(Instant.parse(expected));
    }

    @Test
    void what_is_due_on_the_last_day_of_a_short_month_stays_due() {
        assertThat(schedule("Monthly", "2026-01-31T06:00:00Z", null)
                        .latest(Instant.parse("2026-02-28T06:00:00Z"), Instant.parse("2026-03-30T06:00:00Z")))
                .isEqualTo(Instant.parse("2026-02-28T06:00:00Z"));
    }
}
