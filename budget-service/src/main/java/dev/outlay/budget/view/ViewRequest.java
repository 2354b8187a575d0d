package dev.outlay.budget.view;

import org.jspecify.annotations.Nullable;

/**
 * A view that somebody wants kept.
 *
 * @param eTag of the version that was changed, without quotation marks; null where the sender names none
 * @param properties JSON
 */
public record ViewRequest(@Nullable String eTag, String properties) {}
