package dev.outlay.budget.pricesheet;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: all of it is counted, the beginning remembered. */
final class PriceSheetProblems {

    /** More than anybody reads at once; and memory is bounded, however wrong a file is. */
    static final int REMEMBERED = 100;

    private final List<PriceSheetProblem> first = new ArrayList<>();
    private long count;

    void add(long line, String column, String code, String message) {
        count++;
        if (first.size() < REMEMBERED) {
            first.add(new PriceSheetProblem(line, column, code, message));
        }
    }

    void add(long line, PriceSheetColumn column, String code, String message) {
        add(line, column.label(), code, message);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Fails with all of them, if there are any. */
    void requireNone() {
        if (count > 0) {
            throw new PriceSheetRefusedException(first, count);
        }
    }
}
