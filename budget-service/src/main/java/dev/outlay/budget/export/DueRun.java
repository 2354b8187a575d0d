package dev.outlay.budget.export;

import dev.outlay.budget.details.DetailQuestion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The run that a schedule has due.
 *
 * @param occurrence the latest of those that were missed
 * @param question which charges, seen from the day of the occurrence
 * @param next the occurrence after it; null for none
 */
record DueRun(
        Instant occurrence,
        DetailQuestion question,
        @Nullable Instant next) {

    /** The database keeps microseconds. */
    private static final long MICROSECOND = 1_000;

    /** Fails with a runtime exception of some kind where what is kept cannot be read. */
    static DueRun of(ExportTable.Due due, Instant now) {
        ExportSettings settings = ExportJson.kept(due.properties());
        Schedule schedule = settings.schedule();
        if (schedule == null) {
            throw new IllegalStateException("what is due has a schedule");
        }
        Instant occurrence = schedule.latest(due.nextAt(), now);
        return new DueRun(
                occurrence,
                settings.definition().question(LocalDate.ofInstant(occurrence, ZoneOffset.UTC)),
                schedule.notBefore(now.plusNanos(MICROSECOND)).orElse(null));
    }
}
