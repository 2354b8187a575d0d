package dev.outlay.budget.ledger;

import dev.outlay.budget.budget.TimeGrain;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How crossings that a charge causes are told.
 *
 * @param said what its producer said; null when nothing
 * @param imported whether it came with a file
 * @param traceparent of the publication with which it came; null where that is not traced
 */
public record Telling(
        @Nullable Alerts said, boolean imported, @Nullable String traceparent) {

    /** A charge of the stream, of which nothing was said. */
    public static final Telling STREAM = new Telling(null, false, null);

    /** What the system itself restates (a rate that came, another agreement) is told like a charge of the stream. */
    public static final Telling SYSTEM = STREAM;

    /**
     * For a period: what was said; else files are only recorded once the period has ended, and everything else is told (DESIGN.md section 6, point 7). A file brings the cost
     * of a day or a week when that is over, as a rule, so there it is told, as long as anything is told of a period that has ended.
     *
     * @param periodEnd the day after the period's last
     * @param today in UTC
     */
    public Alerts in(TimeGrain grain, LocalDate periodEnd, LocalDate today) {
        if (said != null) {
            return said;
        }
        return imported && !grain.isShort() && !today.isBefore(periodEnd) ? Alerts.RECORD : Alerts.TELL;
    }
}
