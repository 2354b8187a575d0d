package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code charge} and {@code superseded_charge}. */
final class ChargeTable {

    /**
     * Inserts what is not there yet, whoever else may be inserting it: the primary key decides, so two consumers may hold the same batch. In the
     * order of the key (whatever the collation of the database is), so that two batches never wait for each other in a circle. The answer is how many rows were new.
     */
    private static final String INSERT = "with added as (insert into charge (" + SqlRows.COLUMNS + ") select * from ("
            + SqlRows.FROM_PARAMETERS
            + ") as stated order by 1, 2, id collate \"C\" on conflict do nothing returning 1) select count(*) from added";

    /** The rows under the keys of a batch that were there before it, locked in the order of the key. */
    private static final String LOCK = """
            select charge.account_scope, charge.source_id, charge.id, charge.revision, charge.content, charge.dimension_set_id,
                   charge.charge_start, charge.charge_end, charge.billed, charge.effective, charge.retail, charge.billed_usd,
                   charge.effective_usd, charge.usd_rate, charge.usd_rate_date, charge.quantity, charge.unit_price, charge.batch
            from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as text[])) as wanted (account_scope, source_id, id)
            join charge using (account_scope, source_id, id)
            where charge.batch <> ?4
            order by 1, 2, 3
            for update of charge
            """;

    /** Keeps what is about to be replaced, as it stands; the rows are locked already. */
    private static final String KEEP = "insert into superseded_charge (" + SqlRows.COLUMNS
            + ", superseded_batch, superseded_at) select "
            + SqlRows.COLUMNS.replaceAll("(\\w+)", "charge.$1")
            + """
            , cast(?4 as bigint), clock_timestamp()
            from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as text[])) as wanted (account_scope, source_id, id)
            join charge using (account_scope, source_id, id)
            """;

    /** Replaces rows that are locked and kept. */
    private static final String REPLACE = """
            update charge set revision = stated.revision, content = stated.content, dimension_set_id = stated.dimension_set_id,
                   charge_start = stated.charge_start, charge_end = stated.charge_end, billed = stated.billed,
                   effective = stated.effective, retail = stated.retail, billed_usd = stated.billed_usd,
                   effective_usd = stated.effective_usd, usd_rate = stated.usd_rate, usd_rate_date = stated.usd_rate_date,
                   quantity = stated.quantity, unit_price = stated.unit_price, batch = stated.batch
            from (""" + SqlRows.FROM_PARAMETERS + """
            ) as stated
            where charge.account_scope = stated.account_scope and charge.source_id = stated.source_id and charge.id = stated.id
            """;

    private ChargeTable() {}

    /** @return how many of the rows were new */
    static Uni<Long> insert(Mutiny.StatelessSession session, List<LedgerRow> rows, long batch) {
        Mutiny.SelectionQuery<Long> query = session.createNativeQuery(INSERT, Long.class);
        Object[] columns = SqlRows.columns(rows);
        for (int i = 0; i < columns.length; i++) {
            query = query.setParameter(i + 1, columns[i]);
        }
        return query.setParameter(columns.length + 1, batch).getSingleResult();
    }

    /** Rows under these keys that another batch wrote, locked until the end of the transaction; columns as {@link SqlRows#read} takes them. */
    static Uni<List<Object[]>> lockOthers(Mutiny.StatelessSession session, List<ChargeKey> keys, long batch) {
        return session.createNativeQuery(LOCK, Object[].class)
                .setParameter(1, keys.stream().map(ChargeKey::account).toArray(Integer[]::new))
                .setParameter(2, keys.stream().map(ChargeKey::source).toArray(Integer[]::new))
                .setParameter(3, keys.stream().map(ChargeKey::id).toArray(String[]::new))
                .setParameter(4, batch)
                .getResultList();
    }

    /** Keeps the locked rows as history and puts the new ones in their place. */
    static Uni<Void> replace(Mutiny.StatelessSession session, List<LedgerRow> rows, long batch) {
        List<ChargeKey> keys = rows.stream().map(LedgerRow::key).toList();
        return session.createNativeQuery(KEEP)
                .setParameter(1, keys.stream().map(ChargeKey::account).toArray(Integer[]::new))
                .setParameter(2, keys.stream().map(ChargeKey::source).toArray(Integer[]::new))
                .setParameter(3, keys.stream().map(ChargeKey::id).toArray(String[]::new))
                .setParameter(4, batch)
                .executeUpdate()
                .invoke(kept -> mustBe(rows.size(), kept))
                .chain(() -> update(session, rows, batch));
    }

    private static Uni<Void> update(Mutiny.StatelessSession session, List<LedgerRow> rows, long batch) {
        Mutiny.MutationQuery query = session.createNativeQuery(REPLACE);
        Object[] columns = SqlRows.columns(rows);
        for (int i = 0; i < columns.length; i++) {
            query = query.setParameter(i + 1, columns[i]);
        }
        return query.setParameter(columns.length + 1, batch)
                .executeUpdate()
                .invoke(replaced -> mustBe(rows.size(), replaced))
                .replaceWithVoid();
    }

    private static void mustBe(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected to touch " + expected + " charges, touched " + actual);
        }
    }

    /** Reads rows whose descriptions are at hand. */
    static List<LedgerRow> read(List<Object[]> rows, Map<Integer, DimensionSet> sets) {
        return rows.stream().map(row -> SqlRows.read(row, sets)).toList();
    }
}
