package dev.outlay.budget.billing;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code customer_recount}, as recounts are asked for and shown. A customer has one at a time: a unique index sees to it. */
final class RecountsTable {

    private static final String SUPERSEDE =
            "update customer_recount set ended_at = clock_timestamp(), superseded = true where scope_id = ?1 and"
                    + " ended_at is null";

    /** Where a customer was marked by hand, its recount may have begun in this moment: then that is this one, and whoever has begun it finds its row no more. */
    private static final String ASK = """
        insert into customer_recount (id, scope_id, agreement, asked_at, profile_scope, from_month)
        select cast(?1 as uuid), asked.customer, cast(?3 as smallint), clock_timestamp(), p.profile_scope, p.from_month
        from (select cast(?2 as integer) as customer) as asked
        left join lateral (select * from customer_place c where c.customer_scope = asked.customer order by c.from_month desc limit 1) as p on true
        on conflict (scope_id) where ended_at is null do update set
            id = excluded.id, agreement = excluded.agreement, asked_at = excluded.asked_at, profile_scope = excluded.profile_scope, from_month = excluded.from_month,
            begun_at = null, total = null, done = 0, failed_at = null, failure = null
        """;

    private static final String COLUMNS = """
        select r.id, s.billing_account, s.customer, r.agreement = 2, r.asked_at, r.begun_at, r.total, r.done, r.failed_at, r.failure, r.ended_at, r.superseded,
               p.billing_profile, r.from_month
        from customer_recount r join scope s on s.id = r.scope_id left join scope p on p.id = r.profile_scope
        """;

    private static final String FIND = COLUMNS + "where r.id = ?1";

    private static final String LAST =
            COLUMNS + "where s.key = ?1 order by r.ended_at is null desc, r.asked_at desc limit 1";

    private static final String LATEST = COLUMNS + "order by r.ended_at is null desc, r.asked_at desc limit ?1";

    private RecountsTable() {}

    /** Asks for one in the transaction that changes the agreement or the profile, once it has; one that goes on still has nothing more to do. */
    static Uni<Void> ask(Mutiny.StatelessSession session, int customerScope, boolean cspOffer) {
        return session.createNativeQuery(SUPERSEDE)
                .setParameter(1, customerScope)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(ASK)
                        .setParameter(1, UUID.randomUUID())
                        .setParameter(2, customerScope)
                        .setParameter(3, (short) (cspOffer ? 2 : 1))
                        .executeUpdate())
                .replaceWithVoid();
    }

    static Uni<Optional<Recount>> find(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RecountsTable::read));
    }

    /** The one of a customer that goes on, else the last one. */
    static Uni<Optional<Recount>> last(Mutiny.StatelessSession session, ScopeKey customer) {
        return session.createNativeQuery(LAST, Object[].class)
                .setParameter(1, customer.text())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RecountsTable::read));
    }

    /** Those that go on, then others, newest first. */
    static Uni<List<Recount>> latest(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(LATEST, Object[].class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream().map(RecountsTable::read).toList());
    }

    private static Recount read(Object[] row) {
        return new Recount(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                (Boolean) row[3],
                ((OffsetDateTime) row[4]).toInstant(),
                instant(row[5]),
                (Long) row[6],
                (Long) row[7],
                instant(row[8]),
                (String) row[9],
                instant(row[10]),
                (Boolean) row[11],
                (String) row[12],
                (LocalDate) row[13]);
    }

    private static @Nullable Instant instant(@Nullable Object time) {
        return time == null ? null : ((OffsetDateTime) time).toInstant();
    }
}
