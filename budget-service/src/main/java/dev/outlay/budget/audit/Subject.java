package dev.outlay.budget.audit;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is changed.
 *
 * @param scopeArmId ARM id of the scope that it is at, with leading slash
 * @param scopeKey the same as scopes are compared: in lower case
 * @param name of the thing at its scope
 * @param budget of a budget, which is another one when it was deleted and made again; null for everything else
 */
public record Subject(
        AuditedKind kind,
        String scopeArmId,
        String scopeKey,
        String name,
        @Nullable UUID budget) {

    /** Anything but a budget. */
    public static Subject of(AuditedKind kind, String scopeArmId, String name) {
        return new Subject(kind, scopeArmId, scopeArmId.toLowerCase(Locale.ROOT), name, null);
    }

    public static Subject budget(UUID budget, String scopeArmId, String name) {
        return new Subject(AuditedKind.BUDGET, scopeArmId, scopeArmId.toLowerCase(Locale.ROOT), name, budget);
    }
}
