package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;

/**
 * What an answer is grouped by. Values that differ in casing alone are one group, shown in one of its casings.
 *
 * @param keyed whether a tag is answered as two columns, TagKey and TagValue, as Azure answers groupings of type TagKey; else as one, named after the tag
 */
public record Grouping(Subject subject, boolean keyed) {

    /** By a dimension. */
    public static Grouping by(Dimension dimension) {
        return new Grouping(new Subject.OfDimension(dimension), false);
    }
}
