package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code budget_audit}: who changed a budget, when, from what to what. Written with the change, never changed. */
@ApplicationScoped
class AuditTable {

    private static final String INSERT = """
            insert into budget_audit (budget_uuid, at, principal, tenant, action, before, after)
            values (?1, clock_timestamp(), ?2, ?3, ?4, cast(cast(?5 as text) as jsonb), cast(cast(?6 as text) as jsonb))
            """;

    /** @param action created, changed or deleted */
    Uni<Void> add(
            Mutiny.StatelessSession session,
            UUID budget,
            Budget.Creator by,
            String action,
            @Nullable String before,
            @Nullable String after) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, budget)
                .setParameter(2, by.principalId())
                .setParameter(3, by.tenantId())
                .setParameter(4, action)
                .setParameter(5, before)
                .setParameter(6, after)
                .executeUpdate()
                .replaceWithVoid();
    }
}
