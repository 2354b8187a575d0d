package dev.outlay.budget.resourcegroup;

import org.jspecify.annotations.Nullable;

/**
 * Which resource groups of a subscription are asked for.
 *
 * @param tag name of a tag, in any casing, that they have; empty for all groups
 * @param value that the tag has, letter by letter; null for any
 * @param after the name, in lower case, after which the page begins; empty for the first
 * @param size of the page
 */
public record GroupQuestion(String tag, @Nullable String value, String after, int size) {}
