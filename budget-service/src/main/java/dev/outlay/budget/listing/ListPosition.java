package dev.outlay.budget.listing;

import java.util.List;

/**
 * After which thing a page begins.
 *
 * @param order in which, as {@link ListQuestion#inWords} says it
 * @param values of the fields by which is ordered, as they are compared
 * @param key of the thing, which no other one of the list has
 */
public record ListPosition(String order, List<String> values, String key) {}
