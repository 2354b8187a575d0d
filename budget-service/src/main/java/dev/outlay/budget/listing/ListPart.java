package dev.outlay.budget.listing;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the next page begins; null when this is the last one
 * @param total how many things are on all pages together; null where that was not asked
 */
public record ListPart<T>(
        List<T> items,
        @Nullable ListPosition next,
        @Nullable Long total) {

    /** The same page of what its things become. */
    public <R> ListPart<R> map(Function<? super T, ? extends R> become) {
        return new ListPart<>(items.stream().<R>map(become).toList(), next, total);
    }

    /** Cuts what was found with one more than a page has: that one tells of a next page. */
    public static <T> ListPart<T> cut(
            List<T> found, int size, Function<? super T, ListPosition> at, @Nullable Long total) {
        return found.size() > size
                ? new ListPart<>(found.subList(0, size), at.apply(found.get(size - 1)), total)
                : new ListPart<>(found, null, total);
    }
}
