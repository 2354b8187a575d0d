package dev.outlay.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fills the ledger by SQL. The scopes, descriptions and series are the service's own: it has recorded one charge of
 * each resource group, which came through HTTP and Kafka. Each of those charges is then multiplied over the last 61
 * days, the daily cost is added up from the ledger and the spend from the daily cost, so that ledger, rollup and spend
 * agree. The indexes are built afterwards, as compact as they can be.
 */
final class Ledger {
    private static final String SOURCE = "urn:outlay:bench:fill";

    private static final String ROWS = """
            insert into charge (account_scope, source_id, id, revision, content, dimension_set_id, charge_start, charge_end, billed, effective, retail,
                                billed_usd, effective_usd, usd_rate, usd_rate_date, quantity, unit_price, batch)
            select c.account_scope, s.id,
                   lpad(to_hex((1600000000000 + k / 32) >> 16), 8, '0') || '-' || lpad(to_hex((1600000000000 + k / 32) & 65535), 4, '0')
                     || '-' || to_hex(28672 + k %% 32) || '-8' || substr(md5(k::text), 1, 3) || '-' || substr(md5(k::text), 4, 12),
                   0, md5('content' || k)::uuid, c.dimension_set_id,
                   timestamptz '%1$s' - (60 - k * 61 / %2$d) * interval '1 day', timestamptz '%1$s' - (59 - k * 61 / %2$d) * interval '1 day',
                   c.billed + (k %% 1000) * 0.00000001, c.effective + (k %% 1000) * 0.00000001, c.retail, c.billed_usd, c.effective_usd,
                   c.usd_rate, c.usd_rate_date, c.quantity, c.unit_price, (select last_value from charge_batch)
            from generate_series(0::bigint, %2$d - 1) k
            join bench_charge c on c.n = (k * 48271) %% (select count(*) from bench_charge)
            cross join (select id from charge_source where name = '%3$s') s
            order by k
            """;

    private static final String DAYS = """
            insert into daily_cost (cost_group_id, day, charges, billed, effective, retail, billed_usd, effective_usd)
            select d.cost_group_id, cast(c.charge_start at time zone 'UTC' as date), count(*), sum(c.billed), sum(c.effective),
                   coalesce(sum(c.retail) filter (where d.rbac_price = 2), 0), coalesce(sum(c.billed_usd), 0), coalesce(sum(c.effective_usd), 0)
            from charge c join dimension_set d on d.id = c.dimension_set_id group by 1, 2
            """;

    private static final String SPEND = """
            insert into spend (series_id, period_start, currency, amount, changed_at)
            select series.id, date_trunc('month', day), case when kind = 1 then 'USD' else cast(currency as text) end, sum(amount), clock_timestamp()
            from (select g.currency, d.day, v.scope_id, v.kind, v.amount
                  from daily_cost d join cost_group g on g.id = d.cost_group_id
                  cross join lateral (values (1, g.account_scope, d.billed_usd), (2, g.profile_scope, d.billed), (3, g.customer_scope, d.billed),
                                             (4, g.subscription_scope, d.retail), (5, g.resource_group_scope, d.retail))
                    as v (kind, scope_id, amount)) as seen
            join spend_series series on series.scope_id = seen.scope_id and series.filter is null and series.time_grain = 1 and series.metric = 1
            group by 1, 2, 3
            """;

    private static final List<String> DROP = List.of(
            "alter table charge drop constraint charge_pkey",
            "drop index charge_by_dimensions",
            "drop index charge_awaiting_rate",
            "drop index charge_awaiting_rate_by_batch",
            "drop index charge_unpriced");

    private static final List<String> INDEXES = List.of(
            "alter table charge add constraint charge_pkey primary key (account_scope, source_id, id)",
            "create index charge_by_dimensions on charge (dimension_set_id, charge_start)",
            "create index charge_awaiting_rate on charge (charge_start) where billed_usd is null or effective_usd is null",
            "create index charge_awaiting_rate_by_batch on charge (batch) where billed_usd is null or effective_usd is null",
            "create index charge_unpriced on charge (dimension_set_id) where retail is null");

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /** @param rows to add to what is there */
    void fill(int rows, LocalDate today) {
        if (rows == 0) {
            return;
        }
        List<String> statements = new ArrayList<>(List.of(
                "set synchronous_commit = off",
                "set maintenance_work_mem = '512MB'",
                "set work_mem = '256MB'",
                "insert into charge_source (name) values ('" + SOURCE + "')",
                "create temp table bench_charge as select row_number() over (order by id) - 1 as n, charge.* from charge",
                "create index on bench_charge (n)",
                "analyze bench_charge"));
        statements.addAll(DROP);
        statements.add(String.format(Locale.ROOT, ROWS, today, rows, SOURCE));
        statements.addAll(INDEXES);
        statements.addAll(List.of("truncate daily_cost", DAYS, "truncate spend", SPEND));
        database.run("budget", statements.toArray(String[]::new));
        database.run("budget", "vacuum analyze", "checkpoint");
    }

    /** Makes a copy of the ledger, with the rows that were filled in and the same indexes. */
    void copy(String name) {
        database.run(
                "budget",
                "set synchronous_commit = off",
                "set maintenance_work_mem = '512MB'",
                "create table " + name + " (like charge including defaults)",
                "insert into " + name
                        + " select * from charge where source_id in (select id from charge_source where name = '"
                        + SOURCE + "')",
                "alter table " + name + " add primary key (account_scope, source_id, id)",
                "create index on " + name + " (dimension_set_id, charge_start)",
                "create index on " + name + " (charge_start) where billed_usd is null or effective_usd is null",
                "create index on " + name + " (batch) where billed_usd is null or effective_usd is null",
                "create index on " + name + " (dimension_set_id) where retail is null");
        database.run("budget", "vacuum analyze " + name, "checkpoint");
    }

    long count() {
        return database.number("select count(*) from charge");
    }

    /** Charges of a run that are recorded. */
    long count(Charges.Run run) {
        return database.number("select count(*) from charge where " + of(run));
    }

    /** The condition of a run's charges, which the primary key answers. */
    static String of(Charges.Run run) {
        return "account_scope = (select id from scope where kind = 1) and source_id = (select id from charge_source where name = '"
                + Charges.SOURCE + "') and id > '" + run.from() + "' and id < '" + run.to() + "'";
    }

    String size() {
        long heap = database.number("select pg_table_size('charge')");
        long indexes = database.number("select pg_indexes_size('charge')");
        return (heap >> 20) + " MB heap, " + (indexes >> 20) + " MB indexes";
    }
}
