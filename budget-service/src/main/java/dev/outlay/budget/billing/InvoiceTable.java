package dev.outlay.budget.billing;

import dev.outlay.budget.analysis.ChargedInvoiceSql;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code invoice} and {@code invoice_line}, and the daily cost as what is on open invoices. */
@ApplicationScoped
class InvoiceTable {

    /**
     * A part of an invoice.
     *
     * @param dueDay as an {@link Invoice} says it
     * @param stated what the partner has said last of the invoice; null for neither that it is paid nor that it is void
     * @param counted whether it is a part of the subtotal
     * @param correction whether it corrects an earlier period
     */
    record Part(
            String account,
            String profile,
            @Nullable String profileName,
            @Nullable String purchaseOrder,
            @Nullable String currency,
            LocalDate period,
            @Nullable Instant closedAt,
            @Nullable LocalDate dueDay,
            @Nullable InvoiceStatus stated,
            short category,
            boolean counted,
            boolean correction,
            long charges,
            BigDecimal amount) {}

    private static final String ASKED =
            "with asked as (select s.id from scope s where s.kind = 2 and s.key >= ?1 and s.key <= ?2),\n";

    private static final String CLOSED_LINES =
            " select i.profile_scope, i.period_start as invoice_period, i.closed_at, i.due_date, i.stated_status, coalesce(g.charge_category, 0) as charge_category, coalesce("
                    + InvoicedCategories.CONDITION
                    + ", false) as counted, coalesce(g.period_start < i.period_start, false) as correction, coalesce(g.charges, 0) as charges,"
                    + " coalesce(g.amount, 0) as amount"
                    + " from asked join invoice i on i.profile_scope = asked.id left join invoice_line g on g.invoice_id = i.id";

    private static final String SUMS = """

            select p.billing_account, p.billing_profile, coalesce(b.display_name, p.display_name), b.details ->> 'poNumber', cast(p.currency as text),
                   parts.invoice_period, cast(extract(epoch from parts.closed_at) * 1000 as bigint), parts.due_date, parts.stated_status, parts.charge_category, parts.counted, parts.correction,
                   cast(sum(parts.charges) as bigint), sum(parts.amount)
            from parts join scope p on p.id = parts.profile_scope left join billing_details b on b.scope_id = p.id
            group by p.key, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
            order by parts.invoice_period, p.key
            """;

    private static final String PARTS =
            ASKED + InvoiceSql.OPEN_LINES + """
            , parts as (
                select g.profile_scope, g.invoice_period, cast(null as timestamptz) as closed_at, cast(null as date) as due_date, cast(null as smallint) as stated_status, g.charge_category,\s""" + InvoicedCategories.CONDITION + """
             as counted, g.period < g.invoice_period as correction, g.charges, g.amount
                from open_lines g
                union all
            """ + CLOSED_LINES + ")" + SUMS;

    private static final String CLOSED = ASKED + "parts as (" + CLOSED_LINES + " where i.period_start = ?3)" + SUMS;

    private static final String AWAITS_RATE =
            """
            select exists (
                select 1 from charge c join dimension_set d on d.id = c.dimension_set_id join cost_group g on g.id = d.cost_group_id
                where (c.billed_usd is null or c.effective_usd is null) and d.profile_scope = (select s.id from scope s where s.key = ?1)
                  and\s""" + ChargedInvoiceSql.month("g.billing_period", "c.charge_start") + " <= ?2)";

    /** Of two who close one invoice the second waits, and then finds it closed. "invoice" on a telephone's keys. */
    private static final String LOCK = "select true from (select pg_advisory_xact_lock(4686423, ?1)) as locked";

    /**
     * Writes down what is on the invoice at the moment of this statement, in which no batch is in flight, unless at that moment charges of one of its customers are being counted again under another
     * agreement or on another profile: half of them would be on it. Asked before, it could begin in between.
     */
    private static final String CLOSE = ASKED + InvoiceSql.OPEN_LINES + """
            , made as (
                insert into invoice (profile_scope, period_start, closed_at, closed_by, name, batch, due_date)
                select asked.id, cast(?3 as date), timestamptz 'epoch' + cast(?4 as bigint) * interval '1 millisecond', cast(?5 as text), cast(?6 as text), cast(?7 as bigint),
                       (select cast((timestamptz 'epoch' + cast(?4 as bigint) * interval '1 millisecond') at time zone 'UTC' as date)
                               + cast(substring(d.details -> 'currentPaymentTerm' ->> 'term' from 4) as integer)
                        from billing_details d where d.scope_id = asked.id)
                from asked
                where not exists (
                    select from customer c
                    where c.recount and (exists (select from cost_group g where g.customer_scope = c.scope_id and g.profile_scope = asked.id)
                        or exists (select from customer_place p where p.customer_scope = c.scope_id and p.profile_scope = asked.id)))
                on conflict do nothing returning id)
            insert into invoice_line (invoice_id, period_start, customer_scope, charge_category, agreement, charges, amount)
            select made.id, o.period, o.customer, o.charge_category, o.agreement, o.charges, o.amount
            from made join open_lines o on o.invoice_period = cast(?3 as date)
            """;

    /** 0 takes back what was said. */
    private static final String STATE = """
            update invoice set stated_status = nullif(cast(?3 as smallint), 0)
            where profile_scope = (select id from scope where key = ?1) and period_start = ?2
            """;

    private static final String PROFILE = "select id from scope where key = ?1";

    private static final String NAMED = """
            select s.key from scope s
            where s.kind = 2 and s.key >= ?1 and s.key <= ?2 and left(encode(sha256(convert_to(s.key, 'UTF8')), 'hex'), ?3) = ?4
            """;

    /** The parts of all invoices of some profiles, those of one invoice together. */
    Uni<List<Part>> parts(Mutiny.StatelessSession session, ScopeKey from, ScopeKey to) {
        return session.createNativeQuery(PARTS, Object[].class)
                .setParameter(1, from.text())
                .setParameter(2, to.text())
                .getResultList()
                .map(rows -> rows.stream().map(InvoiceTable::read).collect(Collectors.toList()));
    }

    /** The one of some profiles whose invoice a name is. */
    Uni<Optional<ScopeKey>> profile(Mutiny.StatelessSession session, ScopeKey from, ScopeKey to, InvoiceName name) {
        return session.createNativeQuery(NAMED, String.class)
                .setParameter(1, from.text())
                .setParameter(2, to.text())
                .setParameter(3, name.profile().length())
                .setParameter(4, name.profile())
                .getResultList()
                .map(keys -> keys.stream().findFirst().map(ScopeKey::new));
    }

    /** Keeps everybody else from closing an invoice of the profile until the transaction ends. */
    Uni<Void> lock(Mutiny.StatelessSession session, ScopeKey profile) {
        return session.createNativeQuery(PROFILE, Integer.class)
                .setParameter(1, profile.text())
                .getSingleResult()
                .chain(id -> session.createNativeQuery(LOCK, Boolean.class)
                        .setParameter(1, id)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * Closes an invoice that is open, unless charges of one of its customers are being counted again; one that is closed stays as it is.
     *
     * @param batch the number that divides what is on it from what will be, taken before anything was looked at
     * @return its parts; none where it stays open
     */
    Uni<List<Part>> close(
            Mutiny.StatelessSession session, ScopeKey profile, InvoiceName name, long batch, Instant at, String by) {
        return session.createNativeQuery(CLOSE)
                .setParameter(1, profile.text())
                .setParameter(2, profile.text())
                .setParameter(3, name.period().atDay(1))
                .setParameter(4, at.toEpochMilli())
                .setParameter(5, by)
                .setParameter(6, name.text())
                .setParameter(7, batch)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(CLOSED, Object[].class)
                        .setParameter(1, profile.text())
                        .setParameter(2, profile.text())
                        .setParameter(3, name.period().atDay(1))
                        .getResultList())
                .map(rows -> rows.stream().map(InvoiceTable::read).toList());
    }

    /** Writes down what the partner says of a closed invoice: that it is paid, that it is void, or neither. Whoever does so has to hold what changes of the profile wait for. */
    Uni<Void> state(Mutiny.StatelessSession session, ScopeKey profile, YearMonth period, InvoiceStatus status) {
        return session.createNativeQuery(STATE)
                .setParameter(1, profile.text())
                .setParameter(2, period.atDay(1))
                .setParameter(3, code(status))
                .executeUpdate()
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new IllegalStateException("a closed invoice stays closed: " + period);
                    }
                })
                .replaceWithVoid();
    }

    /** As it is kept; 0 for what nobody has to say, since it follows from the day. */
    private static short code(InvoiceStatus status) {
        return switch (status) {
            case PAID -> 1;
            case VOID -> 2;
            case DUE, OVER_DUE -> 0;
        };
    }

    private static @Nullable InvoiceStatus stated(@Nullable Object code) {
        if (code == null) {
            return null;
        }
        return ((Number) code).intValue() == 1 ? InvoiceStatus.PAID : InvoiceStatus.VOID;
    }

    /** Whether charges that are billed in a month or before wait for their dollars. */
    Uni<Boolean> awaitsRate(Mutiny.StatelessSession session, ScopeKey profile, YearMonth month) {
        return session.createNativeQuery(AWAITS_RATE, Boolean.class)
                .setParameter(1, profile.text())
                .setParameter(2, month.atDay(1))
                .getSingleResult();
    }

    private static Part read(Object[] row) {
        return new Part(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (LocalDate) row[5],
                row[6] == null ? null : Instant.ofEpochMilli(((Number) row[6]).longValue()),
                (LocalDate) row[7],
                stated(row[8]),
                ((Number) row[9]).shortValue(),
                (Boolean) row[10],
                (Boolean) row[11],
                ((Number) row[12]).longValue(),
                (BigDecimal) row[13]);
    }
}
