package dev.outlay.budget.billing;

import org.jspecify.annotations.Nullable;

/**
 * A billing account or profile.
 *
 * @param id the last segment of its ARM id
 * @param currency ISO 4217; null while nothing has fixed it
 * @param details what else people have said of it, a JSON object
 */
public record BillingEntity(
        String id, @Nullable String displayName, @Nullable String currency, String details) {}
