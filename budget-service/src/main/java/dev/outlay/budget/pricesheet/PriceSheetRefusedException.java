package dev.outlay.budget.pricesheet;

import java.util.List;

/** A file that is no price sheet; nothing of it is kept. */
public final class PriceSheetRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PriceSheetProblem> problems;
    private final long count;

    PriceSheetRefusedException(List<PriceSheetProblem> problems, long count) {
        super(count + " problems", null, false, false);
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    /** The first of them, in the order of the file. */
    public List<PriceSheetProblem> problems() {
        return problems;
    }

    /** How many there are. */
    public long count() {
        return count;
    }
}
