package dev.outlay.budget.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A deployment as it is kept.
 *
 * @param location as it was said; null for none
 * @param properties JSON, as answers show them
 * @param isLost whether it began so long ago that whoever ran it has died: it will never say how it ended
 */
public record KeptDeployment(String name, @Nullable String location, String properties, boolean isLost) {}
