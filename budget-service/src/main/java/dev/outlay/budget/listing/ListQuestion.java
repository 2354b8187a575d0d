package dev.outlay.budget.listing;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a list.
 *
 * @param filter all of which has to hold
 * @param search a text that one of the searched fields has in it, in any casing; null for everything
 * @param order what comes before the key of the list
 * @param after where the page before ended; null for the first one
 * @param skip how many things are left out at the beginning of the page
 * @param size how many things a page has at most
 * @param counted whether it is asked how many things there are on all pages
 */
public record ListQuestion(
        List<Comparison> filter,
        @Nullable String search,
        List<Order> order,
        @Nullable ListPosition after,
        int skip,
        int size,
        boolean counted) {

    /** How a field is compared with a text, both in any casing. */
    public enum Relation {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        CONTAINS,
        STARTSWITH
    }

    /** A condition of a filter. */
    public record Comparison(String field, Relation relation, String value) {}

    /** A field by which is ordered. */
    public record Order(String field, boolean descending) {}

    /** Everything, in the order of the keys, from the beginning. */
    public static ListQuestion first(int size) {
        return new ListQuestion(List.of(), null, List.of(), null, 0, size, false);
    }

    /** The same, with the number of all things. */
    public ListQuestion withTotal() {
        return new ListQuestion(filter, search, order, after, skip, size, true);
    }

    /** An order in words, which tell it from another one. */
    public static String inWords(List<Order> order) {
        return order.stream()
                .map(by -> by.descending() ? by.field() + " desc" : by.field())
                .collect(Collectors.joining(","));
    }
}
