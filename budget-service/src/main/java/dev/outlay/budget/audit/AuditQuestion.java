package dev.outlay.budget.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of the audit is asked for; null asks for all.
 *
 * @param since the first moment
 * @param until the moment after the last
 * @param scopeKey ARM id of a scope in lower case, with leading slash; what is below it is asked for too
 * @param name of what was changed, in any casing
 * @param principal id in any casing
 * @param before only entries with a smaller id: where the page before ended
 */
public record AuditQuestion(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String scopeKey,
        @Nullable AuditedKind kind,
        @Nullable String name,
        @Nullable String principal,
        long before) {}
