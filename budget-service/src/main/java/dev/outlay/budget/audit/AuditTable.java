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
 * The table {@code audit}: who changed what, when, from what to what. Written in the transaction of the change, never changed: the database refuses it. Whoever
 * writes an entry waits for whoever has written one and has not committed, so their ids grow in the order in which they became visible, and a page that ends at
 * an id misses nothing.
 */
@ApplicationScoped
class AuditTable {

    /** Taken by every entry, after every other lock of its transaction. Any number will do, as long as nobody else uses it: "audit" on a telephone's keys. */
    private static final int KEY = 28348;

    private static final String IN_ORDER = "select true from (select pg_advisory_xact_lock(?1)) as locked";

    /** Two things may have one hash; then their changes wait for each other, and nothing else is wrong. */
    private static final String ONE_THING =
            "select true from (select pg_advisory_xact_lock(?1, hashtext(cast(?2 as text)))) as locked";

    private static final String INSERT = """
            insert into audit (budget_uuid, at, principal, tenant, action, before, after, scope_arm_id, scope_key, name, request_id, kind)
            values (cast(cast(?1 as text) as uuid), clock_timestamp(), ?2, ?3, ?4, cast(cast(?5 as text) as jsonb), cast(cast(?6 as text) as jsonb), ?7, ?8, ?9, ?10, ?11)
            """;

    private static final String PAGE = """
            select id, cast(extract(epoch from at) * 1000000 as bigint), principal, tenant, action, kind, budget_uuid, scope_arm_id, name, request_id,
                   cast(before as text), cast(after as text)
            from audit
            where id < ?1
              and (cast(?2 as text) is null or at >= cast(cast(?2 as text) as timestamptz))
              and (cast(?3 as text) is null or at < cast(cast(?3 as text) as timestamptz))
              and (cast(?4 as text) is null or scope_key = cast(?4 as text) or starts_with(scope_key, cast(?4 as text) || '/'))
              and (cast(?5 as text) is null or lower(name) = cast(?5 as text))
              and (cast(?6 as text) is null or lower(principal) = cast(?6 as text))
              and (cast(?7 as text) is null or kind = cast(?7 as text))
            order by id desc
            limit ?8
            """;

    /** Waits for every other transaction that has named the thing, and has those that follow wait for this one. */
    Uni<Void> lock(Mutiny.StatelessSession session, String thing) {
        return session.createNativeQuery(ONE_THING, Boolean.class)
                .setParameter(1, KEY)
                .setParameter(2, thing)
                .getSingleResult()
                .replaceWithVoid();
    }

    Uni<Void> add(
            Mutiny.StatelessSession session,
            Author by,
            Subject subject,
            @Nullable String before,
            @Nullable String after) {
        return session.createNativeQuery(IN_ORDER, Boolean.class)
                .setParameter(1, (long) KEY)
                .getSingleResult()
                .chain(() -> insert(session, by, subject, before, after));
    }

    private static Uni<Void> insert(
            Mutiny.StatelessSession session,
            Author by,
            Subject subject,
            @Nullable String before,
            @Nullable String after) {
        return session.createNativeQuery(INSERT)
                .setParameter(
                        1, subject.budget() == null ? null : subject.budget().toString())
                .setParameter(2, by.principal())
                .setParameter(3, by.tenant())
                .setParameter(4, before == null ? "created" : after == null ? "deleted" : "changed")
                .setParameter(5, before)
                .setParameter(6, after)
                .setParameter(7, subject.scopeArmId())
                .setParameter(8, subject.scopeKey())
                .setParameter(9, subject.name())
                .setParameter(10, by.requestId())
                .setParameter(11, subject.kind().label())
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
                .setParameter(5, lower(question.name()))
                .setParameter(6, lower(question.principal()))
                .setParameter(
                        7, question.kind() == null ? null : question.kind().label())
                .setParameter(8, most)
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
                (String) row[5],
                (UUID) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10],
                (String) row[11]);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
