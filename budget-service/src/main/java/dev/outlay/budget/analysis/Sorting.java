package dev.outlay.budget.analysis;

/**
 * By which column of the answer rows are sorted.
 *
 * @param by which part of a row
 * @param index of the measure or grouping; 0 for the others
 */
public record Sorting(By by, int index, boolean descending) {

    /** A part of a row. */
    public enum By {
        MEASURE,
        TIME,
        GROUPING,
        CURRENCY
    }
}
