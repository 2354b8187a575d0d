package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values dimensions have, among the charges that a scope sees.
 *
 * @param dimensions which
 * @param filter what was chosen already; null for nothing. It does not look at {@link Dimension#BILLING_MONTH}
 * @param withValues whether the values are wanted, not their number alone
 * @param offset how many values of each come before the first
 * @param limit how many values of each there may be
 */
public record DimensionQuestion(
        Days days,
        List<Dimension> dimensions,
        @Nullable QueryFilter filter,
        boolean withValues,
        int offset,
        int limit) {

    public DimensionQuestion {
        dimensions = List.copyOf(dimensions);
    }
}
