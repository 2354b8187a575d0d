package dev.outlay.budget.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A resource of which little more than its type is known before others are answered.
 *
 * @param type as declared
 * @param apiVersion as declared; null where it is an expression
 */
public record UnplannedResource(String type, @Nullable String apiVersion) {}
