package dev.outlay.budget.billing;

import dev.outlay.budget.analysis.ChargedInvoiceSql;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Charges of the ledger as transactions. */
@ApplicationScoped
class TransactionTable {

    /**
     * What is asked for.
     *
     * @param on the profile on whose invoices it is; null for any
     * @param from first day of the charges, UTC
     * @param until the day after the last
     * @param reservations whether only what buys commitments is asked for
     * @param billed on which invoices it is
     */
    record Question(
            Scope scope,
            Scope.@Nullable BillingProfile on,
            LocalDate from,
            LocalDate until,
            boolean reservations,
            Transactions.Billed billed) {}

    private static final String PERIOD = ChargedInvoiceSql.month("g.billing_period", "c.charge_start");

    private static final String COLUMNS = """
            select c.source_id, c.id, cast(extract(epoch from c.charge_start) * 1000000 as bigint),
                   cast(extract(epoch from c.charge_end) * 1000000 as bigint), """ + PERIOD + """
            , d.charge_category, d.charge_category = 2 and d.dimensions ->> 'CommitmentDiscountId' is not null, cast(d.currency as text),
                   c.billed, c.retail, c.quantity, c.unit_price, c.billed_usd, c.usd_rate, p.billing_profile, coalesce(b.display_name, p.display_name),
                   buyer.customer, coalesce(known.display_name, buyer.display_name), s.subscription, s.display_name,
                   cast(d.dimensions as text), d.id
            """;

    private static final String NAMED = """
            join scope p on p.id = d.profile_scope
            left join billing_details b on b.scope_id = p.id
            left join scope buyer on buyer.id = d.customer_scope
            left join customer known on known.scope_id = buyer.id
            left join scope s on s.id = d.subscription_scope
            """;

    /** A moment as the question states it. */
    private static final String FROM = "cast(?2 as timestamp) at time zone 'UTC'";

    private static final String UNTIL = "cast(?3 as timestamp) at time zone 'UTC'";

    /** What is billed in a month: descriptions that name it, whenever their charges were, and of those that name none the charges of the month. */
    private static final String OF_MONTH =
            "(g.billing_period is null or g.billing_period = cast(cast(?2 as timestamp) as date))";

    private static final String FROM_OF_MONTH =
            "case when g.billing_period is null then " + FROM + " else '-infinity' end";
    private static final String UNTIL_OF_MONTH =
            "case when g.billing_period is null then " + UNTIL + " else 'infinity' end";

    /**
     * Whether a charge is on a closed invoice: what came after its month's was closed is on the next one, and what was restated since then stays where it came, since what it differs by is a correction without a
     * transaction of its own.
     */
    private static final String ON_CLOSED_INVOICE = """
            exists (select 1 from invoice i
                    where i.profile_scope = d.profile_scope and i.period_start >=\s""" + PERIOD + """
                     and i.batch >= coalesce(
                        (select min(h.batch) from superseded_charge h join dimension_set hs on hs.id = h.dimension_set_id join cost_group hg on hg.id = hs.cost_group_id
                         where h.account_scope = c.account_scope and h.source_id = c.source_id and h.id = c.id and hs.profile_scope = d.profile_scope
                           and\s"""
            + ChargedInvoiceSql.month("hg.billing_period", "h.charge_start") + " = " + PERIOD + "), c.batch))";

    /**
     * Description by description, each by time through its index: what a page costs depends on how many descriptions come before its last one that have nothing to show, not on
     * how many charges there are.
     */
    private static final String PAGE = COLUMNS + """
            from dimension_set d join cost_group g on g.id = d.cost_group_id
            cross join lateral (
                select * from charge c
                where c.dimension_set_id = d.id and c.charge_start < {until}
                  and c.charge_start >= greatest({from}, case when d.id = ?4 then timestamptz 'epoch' + cast(?5 as bigint) * interval '1 microsecond' end)
                  and (d.id > ?4 or (c.charge_start, c.source_id, c.id)
                                    > (timestamptz 'epoch' + cast(?5 as bigint) * interval '1 microsecond', cast(?6 as integer), cast(?7 as text)))
                  and {billed}
                order by c.charge_start, c.source_id, c.id limit ?8) as c
            """ + NAMED + """
            where d.{column} = (select id from scope where key = ?1) and d.id >= ?4 and {described}
              and (cast(?10 as text) is null or d.profile_scope = (select id from scope where key = cast(?10 as text)))
              and (not cast(?9 as boolean) or (d.charge_category = 2 and d.dimensions ->> 'CommitmentDiscountId' is not null))
              and\s""" + InvoicedCategories.CONDITION + """

            order by d.id, c.charge_start, c.source_id, c.id limit ?8
            """;

    private static final String ONE = COLUMNS + """
            from charge c join dimension_set d on d.id = c.dimension_set_id join cost_group g on g.id = d.cost_group_id
            """ + NAMED + """
            where c.account_scope = (select id from scope where key = ?1) and c.source_id = ?2 and c.id = ?3
              and p.key = ?4 and\s""" + InvoicedCategories.CONDITION;

    /** At most that many transactions of a billing scope after a position. */
    Uni<List<Transaction>> page(
            Mutiny.StatelessSession session, Question question, Transaction.Position after, int limit) {
        return page(
                session.createNativeQuery(
                        sql(question.scope(), "true", FROM, UNTIL, question.billed()), Object[].class),
                question.scope(),
                question.on(),
                question.from(),
                question.until(),
                question.reservations(),
                after,
                limit);
    }

    /** Likewise of what is billed with an invoice of a profile. */
    Uni<List<Transaction>> page(
            Mutiny.StatelessSession session,
            Scope.BillingProfile profile,
            YearMonth period,
            Transaction.Position after,
            int limit) {
        String sql = sql(profile, OF_MONTH, FROM_OF_MONTH, UNTIL_OF_MONTH, Transactions.Billed.ANY);
        return page(
                session.createNativeQuery(sql, Object[].class),
                profile,
                null,
                period.atDay(1),
                period.plusMonths(1).atDay(1),
                false,
                after,
                limit);
    }

    private static Uni<List<Transaction>> page(
            Mutiny.SelectionQuery<Object[]> query,
            Scope scope,
            Scope.@Nullable BillingProfile on,
            LocalDate from,
            LocalDate until,
            boolean reservations,
            Transaction.Position after,
            int limit) {
        return query.setParameter(1, key(scope).text())
                .setParameter(2, from.atStartOfDay())
                .setParameter(3, until.atStartOfDay())
                .setParameter(4, after.description())
                .setParameter(5, after.micros())
                .setParameter(6, after.name().source())
                .setParameter(7, after.name().charge())
                .setParameter(8, limit)
                .setParameter(9, reservations)
                .setParameter(10, on == null ? null : key(on).text())
                .getResultList()
                .map(rows -> rows.stream().map(TransactionTable::read).toList());
    }

    private static String sql(Scope scope, String described, String from, String until, Transactions.Billed billed) {
        String column =
                switch (scope) {
                    case Scope.BillingAccount it -> "account_scope";
                    case Scope.BillingProfile it -> "profile_scope";
                    case Scope.Customer it -> "customer_scope";
                    default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
                };
        return PAGE.replace("{column}", column)
                .replace("{described}", described)
                .replace(
                        "{billed}",
                        switch (billed) {
                            case BILLED -> ON_CLOSED_INVOICE;
                            case UNBILLED -> "not " + ON_CLOSED_INVOICE;
                            case ANY -> "true";
                        })
                .replace("{from}", from)
                .replace("{until}", until);
    }

    private static ScopeKey key(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount it -> ScopeKey.billingAccount(it.account());
            case Scope.BillingProfile it -> ScopeKey.billingProfile(it.account(), it.profile());
            case Scope.Customer it -> ScopeKey.customer(it.account(), it.customer());
            default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
        };
    }

    /** A transaction of a profile. */
    Uni<Optional<Transaction>> one(
            Mutiny.StatelessSession session, Scope.BillingProfile profile, TransactionName name) {
        return session.createNativeQuery(ONE, Object[].class)
                .setParameter(1, ScopeKey.billingAccount(profile.account()).text())
                .setParameter(2, name.source())
                .setParameter(3, name.charge())
                .setParameter(4, key(profile).text())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(TransactionTable::read));
    }

    private static Transaction read(Object[] row) {
        TransactionName name = new TransactionName(((Number) row[0]).intValue(), (String) row[1]);
        long micros = ((Number) row[2]).longValue();
        return new Transaction(
                name,
                instant(micros),
                row[3] == null ? null : instant(((Number) row[3]).longValue()),
                YearMonth.from((LocalDate) row[4]),
                category(((Number) row[5]).shortValue()),
                (Boolean) row[6],
                (String) row[7],
                (BigDecimal) row[8],
                (BigDecimal) row[9],
                (BigDecimal) row[10],
                (BigDecimal) row[11],
                (BigDecimal) row[12],
                (BigDecimal) row[13],
                (String) row[14],
                (String) row[15],
                (String) row[16],
                (String) row[17],
                (String) row[18],
                (String) row[19],
                (String) row[20],
                new Transaction.Position(((Number) row[21]).intValue(), micros, name));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static ChargeCategory category(short code) {
        return Arrays.stream(ChargeCategory.values())
                .filter(category -> category.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no category has the code " + code));
    }
}
