package dev.outlay.budget.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit: one change of one thing.
 *
 * @param id grows with each change of anything
 * @param principal who did it, as its token named it
 * @param action created, changed or deleted
 * @param kind word for the kind of the thing, as {@link AuditedKind#label()} says it
 * @param budget null where the thing is none
 * @param scopeArmId ARM id of the scope that the thing is at
 * @param name of the thing at its scope
 * @param requestId null for a change from before it was kept
 * @param before the thing's properties as JSON; null where there was none
 * @param after the thing's properties as JSON; null where there is none any more
 */
public record AuditedChange(
        long id,
        Instant at,
        String principal,
        String tenant,
        String action,
        String kind,
        @Nullable UUID budget,
        String scopeArmId,
        String name,
        @Nullable String requestId,
        @Nullable String before,
        @Nullable String after) {}
