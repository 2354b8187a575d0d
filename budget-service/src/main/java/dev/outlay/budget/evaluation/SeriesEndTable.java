package dev.outlay.budget.evaluation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code spend_series}, as series end. A row stays, since deleted budgets name it; asked for again it begins anew. */
final class SeriesEndTable {

    /** Series of budgets that no budget asks for any more, and since when that is known. */
    private static final String NOTE = """
            update spend_series s set unasked_since = clock_timestamp()
            where s.state = 2 and s.unasked_since is null and (s.filter is not null or s.time_grain > 1 or s.metric > 1)
              and not exists (select from budget b where b.series_id = s.id and b.deleted_at is null)
            """;

    private static final String FORGET = """
            update spend_series s set unasked_since = null
            where s.unasked_since is not null and exists (select from budget b where b.series_id = s.id and b.deleted_at is null)
            """;

    private static final String DUE = """
            select exists (select from spend_series where state = 2 and unasked_since < clock_timestamp() - ?1 * interval '1 millisecond')
            """;

    private static final String CHANGE = "update budget_change set number = number + 1 where only_row returning number";

    private static final String END = """
            with ended as (
                update spend_series s set state = 3, change = ?1, base_batch = null, unasked_since = null
                where s.id in (select id from spend_series where state = 2 and unasked_since < clock_timestamp() - ?2 * interval '1 millisecond'
                               order by id limit ?3)
                  and not exists (select from budget b where b.series_id = s.id and b.deleted_at is null)
                returning s.id),
            gone as (delete from spend using ended where spend.series_id = ended.id)
            select count(*) from ended
            """;

    private static final int MOST_AT_ONCE = 1_000;

    private SeriesEndTable() {}

    /** Notes which series no budget asks for. */
    static Uni<Void> note(Mutiny.StatelessSession session) {
        return session.createNativeQuery(FORGET)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(NOTE).executeUpdate())
                .replaceWithVoid();
    }

    /** @param rest for how long nobody must have asked */
    static Uni<Boolean> isAnyDue(Mutiny.StatelessSession session, Duration rest) {
        return session.createNativeQuery(DUE, Boolean.class)
                .setParameter(1, rest.toMillis())
                .getSingleResult();
    }

    /**
     * Ends some of them. Under the stream's lock, so that no batch adds to one any more; and after the number of the change is taken, so that no budget is just being made
     * that asks for one.
     *
     * @return how many
     */
    static Uni<Long> end(Mutiny.StatelessSession session, Duration rest) {
        return session.createNativeQuery(CHANGE, Long.class)
                .getSingleResult()
                .chain(change -> session.createNativeQuery(END, Long.class)
                        .setParameter(1, change)
                        .setParameter(2, rest.toMillis())
                        .setParameter(3, MOST_AT_ONCE)
                        .getSingleResult());
    }
}
