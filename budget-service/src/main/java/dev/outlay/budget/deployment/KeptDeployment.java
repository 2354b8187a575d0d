package dev.outlay.budget.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A deployment as it is kept.
 *
 * @param location as it was said; null for none
 * @param properties JSON, as answers show them
 * @param operations JSON: an array of what was done, in order
 */
public record KeptDeployment(String name, @Nullable String location, String properties, String operations) {}
