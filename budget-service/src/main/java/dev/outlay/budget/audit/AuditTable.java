package dev.outlay.budget.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code budget_audit}: who changed a budget, when, from what to what. Written in the transaction of the change, never changed: the database refuses
 * it. Changes of budgets wait for each other, so their ids grow in the order in which they were committed, and a page that ends at an id misses nothing.
 */
@ApplicationScoped
class AuditTable {

    private static final String INSERT = """
            insert into budget_audit (budget_uuid, at, principal, tenant, action, before, after, scope_arm_id, scope_key, budget_name, request_id)
            values (?1, clock_timestamp(), ?2, ?3, ?4, cast(cast(?5 as text) as jsonb), cast(cast(?6 as text) as jsonb), ?7, ?8, ?9, ?10)
            """;

    private static final String PAGE = """
            select id, cast(extract(epoch from at) * 1000000 as bigint), principal, tenant, action, budget_uuid, scope_arm_id, budget_name, request_id,
                   cast(before as text), cast(after as text)
            from budget_audit
            where id < ?1
              and (cast(?2 as text) is null or at >= cast(cast(?2 as text) as timestamptz))
              and (cast(?3 as text) is null or at < cast(cast(?3 as text) as timestamptz))
              and (cast(?4 as text) is null or scope_key = cast(?4 as text) or starts_with(scope_key, cast(?4 as text) || '/'))
              and (cast(?5 as text) is null or lower(budget_name) = cast(?5 as text))
              and (cast(?6 as text) is null or lower(principal) = cast(?6 as text))
            order by id desc
            limit ?7
            """;

    /** @param action created, changed or deleted */
    Uni<Void> add(
            Mutiny.StatelessSession session,
            Author by,
            Subject subject,
            String action,
            @Nullable String before,
            @Nullable String after) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, subject.budget())
                .setParameter(2, by.principal())
                .setParameter(3, by.tenant())
                .setParameter(4, action)
                .setParameter(5, before)
                .setParameter(6, after)
                .setParameter(7, subject.scopeArmId())
                .setParameter(8, subject.scopeKey())
                .setParameter(9, subject.name())
                .setParameter(10, by.requestId())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Entries, newest first. */
    Uni<List<AuditedChange>> page(Mutiny.StatelessSession session, AuditQuestion question, int most) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter(1, question.before())
                .setParameter(2, text(question.since()))
                .setParameter(3, text(question.until()))
                .setParameter(4, question.scopeKey())
                .setParameter(5, lower(question.budgetName()))
                .setParameter(6, lower(question.principal()))
                .setParameter(7, most)
                .getResultList()
                .map(rows -> rows.stream().map(AuditTable::read).toList());
    }

    private static AuditedChange read(Object[] row) {
        return new AuditedChange(
                ((Number) row[0]).longValue(),
                Instant.EPOCH.plus(((Number) row[1]).longValue(), ChronoUnit.MICROS),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (UUID) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10]);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
