package dev.outlay.budget.export;

import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.analysis.Timeframe;
import dev.outlay.budget.details.DetailMetric;
import dev.outlay.budget.details.DetailQuestion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in the files of an export.
 *
 * @param custom the days that it names; null where the timeframe is a word
 */
public record ExportDefinition(
        DetailMetric metric, Timeframe timeframe, @Nullable Days custom) {

    /** The timeframes that an export can have. */
    static final List<Timeframe> TIMEFRAMES = List.of(
            Timeframe.MONTH_TO_DATE,
            Timeframe.BILLING_MONTH_TO_DATE,
            Timeframe.THE_LAST_MONTH,
            Timeframe.THE_LAST_BILLING_MONTH,
            Timeframe.WEEK_TO_DATE,
            Timeframe.CUSTOM);

    /** What a run asks for that is submitted on a day, UTC. */
    DetailQuestion question(LocalDate today) {
        Days days = Optional.ofNullable(custom)
                .or(() -> timeframe.days(today))
                .orElseThrow(() -> new IllegalStateException("a timeframe names its days, or the definition does"));
        return new DetailQuestion(metric, days.first(), days.last(), List.of());
    }
}
