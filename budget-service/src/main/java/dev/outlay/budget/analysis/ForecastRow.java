package dev.outlay.budget.analysis;

import dev.outlay.budget.forecast.Expected;
import org.jspecify.annotations.Nullable;

/**
 * One row of a forecast.
 *
 * @param expected of the first measure; null for what days have cost
 */
public record ForecastRow(CostRow row, @Nullable Expected expected) {

    /** Azure's word. */
    public String status() {
        return expected == null ? "Actual" : "Forecast";
    }
}
