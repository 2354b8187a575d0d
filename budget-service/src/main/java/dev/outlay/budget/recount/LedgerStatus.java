package dev.outlay.budget.recount;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the ledger holds and what waits. */
@ApplicationScoped
public class LedgerStatus {

    /**
     * A look at the ledger.
     *
     * @param charges as the database's statistics estimate them
     * @param lastBatch number of the last transaction that changed it
     * @param awaitingRate charges that do not count at the billing account yet, for want of a rate
     * @param unpriced charges that do not count at subscription and resource group yet, for want of a retail price
     * @param seriesBuilding spends that are being built
     * @param outbox messages that are not sent yet
     */
    public record Status(
            long charges,
            long lastBatch,
            List<Awaiting> awaitingRate,
            long unpriced,
            long seriesBuilding,
            long outbox) {}

    /** @param month its first day */
    public record Awaiting(String currency, LocalDate month, long charges) {}

    private static final String AWAITING = """
            select cast(d.currency as text), cast(date_trunc('month', c.charge_start at time zone 'UTC') as date), count(*)
            from charge c join dimension_set d on d.id = c.dimension_set_id where c.billed_usd is null group by 1, 2 order by 1, 2
            """;

    private static final String COUNTS = """
            select (select greatest(cast(reltuples as bigint), 0) from pg_class where oid = cast('charge' as regclass)),
                   (select case when is_called then last_value else 0 end from charge_batch),
                   (select count(*) from charge c join dimension_set d on d.id = c.dimension_set_id
                    where c.retail is null and d.rbac_price = 2),
                   (select count(*) from spend_series where state < 2),
                   (select count(*) from outbox)
            """;

    private final Mutiny.SessionFactory sessions;

    LedgerStatus(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    public Uni<Status> look() {
        return sessions.withStatelessSession(session -> session.createNativeQuery(AWAITING, Object[].class)
                .getResultList()
                .chain(rows -> session.createNativeQuery(COUNTS, Object[].class)
                        .getSingleResult()
                        .map(counts -> status(rows, counts))));
    }

    private static Status status(List<Object[]> rows, Object[] counts) {
        List<Awaiting> awaiting = rows.stream()
                .map(row -> new Awaiting((String) row[0], (LocalDate) row[1], (Long) row[2]))
                .toList();
        return new Status(
                (Long) counts[0], (Long) counts[1], awaiting, (Long) counts[2], (Long) counts[3], (Long) counts[4]);
    }
}
