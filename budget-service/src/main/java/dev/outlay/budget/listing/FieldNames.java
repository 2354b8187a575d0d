package dev.outlay.budget.listing;

import java.util.List;
import java.util.Optional;

/**
 * By what the things of a list can be chosen and ordered.
 *
 * @param things what is listed, as a message says it
 * @param chosen names of the fields that a filter can name, as answers call them
 * @param ordered those of them by which the list can be ordered
 * @param days those of them that are days, YYYY-MM-DD
 * @param asked what a filter may ask without an argument
 */
public record FieldNames(
        String things, List<String> chosen, List<String> ordered, List<String> days, List<String> asked) {

    /** A field that a filter can name, from its name in any casing. */
    public Optional<String> chosen(String name) {
        return named(chosen, name);
    }

    /** A field by which the list can be ordered, likewise. */
    public Optional<String> ordered(String name) {
        return named(ordered, name);
    }

    /** What a filter may ask without an argument, likewise. */
    public Optional<String> asked(String name) {
        return named(asked, name);
    }

    private static Optional<String> named(List<String> names, String name) {
        return names.stream().filter(known -> known.equalsIgnoreCase(name)).findFirst();
    }
}
