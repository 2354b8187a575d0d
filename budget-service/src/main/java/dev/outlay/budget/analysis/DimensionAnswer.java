package dev.outlay.budget.analysis;

import java.util.List;

/** Which values the dimensions of a question have, in its order. */
public record DimensionAnswer(DimensionQuestion question, List<DimensionValues> values) {

    public DimensionAnswer {
        values = List.copyOf(values);
    }

    /** No dimension has a value. */
    static DimensionAnswer none(DimensionQuestion question) {
        return new DimensionAnswer(
                question,
                question.dimensions().stream()
                        .map(dimension -> new DimensionValues(dimension, 0, List.of()))
                        .toList());
    }
}
