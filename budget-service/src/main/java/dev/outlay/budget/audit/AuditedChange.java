package dev.outlay.budget.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit: one change of one budget.
 *
 * @param id grows with each change of any budget
 * @param principal who did it, as its token named it
 * @param action created, changed or deleted
 * @param scopeArmId ARM id of the scope, as in the request
 * @param requestId null for a change from before it was kept
 * @param before the budget's properties as JSON; null where there was none
 * @param after the budget's properties as JSON; null where there is none any more
 */
public record AuditedChange(
        long id,
        Instant at,
        String principal,
        String tenant,
        String action,
        UUID budget,
        String scopeArmId,
        String budgetName,
        @Nullable String requestId,
        @Nullable String before,
        @Nullable String after) {}
