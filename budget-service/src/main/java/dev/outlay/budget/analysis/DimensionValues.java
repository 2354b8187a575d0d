package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import java.util.List;

/**
 * The values of a dimension.
 *
 * @param total how many it has
 * @param values a page of them, in their order
 */
public record DimensionValues(Dimension dimension, int total, List<String> values) {

    public DimensionValues {
        values = List.copyOf(values);
    }
}
