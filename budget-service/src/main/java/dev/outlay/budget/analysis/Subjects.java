package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a query names, among what may be named where charges are seen so. */
final class Subjects {

    private static final int LONGEST_TAG = 1_024;

    private Subjects() {}

    /** @param where the part of the dataset that names it, for the message; fails with a refusal that lists what is valid */
    static Dimension dimension(String where, String name, PriceView prices) {
        return Dimension.named(name)
                .filter(dimension -> dimension.isSeen(prices))
                .orElseThrow(() -> InvalidQuery.notOneOf(
                        "dataset " + where,
                        name,
                        Stream.concat(labels(prices).stream(), Stream.of("")).toList()));
    }

    /** What may be named, under Azure's names. */
    static List<String> labels(PriceView prices) {
        return Dimension.labels(prices);
    }

    /** The name of a tag; fails with a refusal for what none can have. */
    static String tag(String name) {
        if (name.isBlank() || name.length() > LONGEST_TAG || name.codePoints().anyMatch(Character::isISOControl)) {
            throw InvalidQuery.invalid("Invalid tag: a tag needs a name of 1 to " + LONGEST_TAG + " characters.");
        }
        return name;
    }
}
