package dev.outlay.budget.analysis;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code dimension_set}, as it is asked which values dimensions have. */
final class DimensionTable {

    private DimensionTable() {}

    /** The values of each of the question's dimensions, in its order; none for one without. */
    static Uni<List<DimensionValues>> values(
            Mutiny.StatelessSession session,
            CostView view,
            int place,
            DimensionQuestion question,
            String partnerTenant) {
        SqlParameters parameters = new SqlParameters();
        String sql = sql(parameters, view, place, question, partnerTenant);
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.values().size(); i++) {
            query = query.setParameter(i + 1, parameters.values().get(i));
        }
        return query.getResultList().map(rows -> read(question, rows));
    }

    /** The statement, which looks for the invoice of every charge only where the filter asks for it. */
    static String sql(
            SqlParameters parameters, CostView view, int place, DimensionQuestion question, String partnerTenant) {
        List<Subject> wanted = question.dimensions().stream()
                .<Subject>map(Subject.OfDimension::new)
                .toList();
        QueryFilter filter = question.filter();
        SubjectSql subjects = new SubjectSql(
                parameters,
                partnerTenant,
                filter == null ? wanted.stream() : Stream.concat(wanted.stream(), SubjectSql.of(filter)));
        String first = "cast(" + parameters.add(question.days().first()) + " as date)";
        String last = "cast(" + parameters.add(question.days().last()) + " as date)";
        String seen = "(select s.id, s.profile_scope, g.billing_period" + subjects.ofDescriptions()
                + " from dimension_set s join cost_group g on g.id = s.cost_group_id where s." + view.scopeColumn()
                + " = " + parameters.add(place) + " and s." + view.priceColumn() + " <> 0) as d";
        return page(
                parameters,
                question,
                filter != null && filter.looksAt(SubjectSql::isInvoice)
                        ? ofInvoices(seen, subjects, wanted, filter, first, last)
                        : ofAll(seen, subjects, wanted, filter, first, last));
    }

    /** The tables {@code described} and {@code named}, where nothing is chosen of invoices. */
    private static String ofAll(
            String seen,
            SubjectSql subjects,
            List<Subject> wanted,
            @Nullable QueryFilter filter,
            String first,
            String last) {
        String meant = filter == null ? "" : " and " + subjects.condition(filter, SubjectSql.Charged.NOTHING);
        List<String> named = new ArrayList<>();
        String values = values(wanted, subjects, it -> !SubjectSql.dependsOnTheCharge(it), SubjectSql.Charged.NOTHING);
        if (!values.isEmpty()) {
            named.add(named(values));
        }
        StringBuilder with = new StringBuilder("with described as materialized (select d.* from ")
                .append(seen)
                .append(" where ")
                .append(existsIn("cast(" + first + " as timestamp)", "cast(" + last + " + 1 as timestamp)"))
                .append(meant)
                .append(')');
        for (int i = 0; i < wanted.size(); i++) {
            if (SubjectSql.isInvoice(wanted.get(i))) {
                with.append(", ").append(invoiced(seen, subjects.saidInvoice(), meant, first, last));
                named.add("select " + i + " as dimension, invoiced.value from invoiced");
            } else if (SubjectSql.dependsOnTheCharge(wanted.get(i))) {
                SubjectSql.Charged charged = new SubjectSql.Charged("m.month", "null");
                named.add(months(i, subjects.value(wanted.get(i), charged), first, last));
            }
        }
        return with + ", named as (" + String.join(" union all ", named) + ")";
    }

    /**
     * Which invoices may have something of the days: by months, in which something was charged or has been, and by the lines of closed invoices, so that no charge is looked at for its invoice. Whatever names none may be on
     * none.
     */
    private static String invoiced(String seen, String said, String meant, String first, String last) {
        String from = "greatest(m.month, cast(" + first + " as timestamp))";
        String to = "least(m.month + interval '1 month', cast(" + last + " + 1 as timestamp))";
        return "months as materialized (select distinct d.profile_scope, " + said
                + " as said, coalesce(d.billing_period, cast(m.month as date)) as month from " + seen
                + eachMonth(first, last) + " where (" + existsIn(from, to) + " or "
                + existsIn(from, to, "superseded_charge", "true") + ")" + meant
                + "), invoiced as (select " + ChargedInvoiceSql.shown("m.said", "null") + " as value from months m"
                + " union all select i.name from months m join invoice i on i.profile_scope = m.profile_scope"
                + " and i.period_start >= m.month where m.said is null and (i.period_start = m.month or exists"
                + " (select 1 from invoice_line l where l.invoice_id = i.id and l.period_start = m.month)))";
    }

    /** The same of what the filter means by invoices: of these everything is looked at that was charged, corrected or taken back there, as a query does. */
    private static String ofInvoices(
            String seen, SubjectSql subjects, List<Subject> wanted, QueryFilter filter, String first, String last) {
        return "with described as materialized ("
                + onInvoices(seen, subjects.saidInvoice(), first, last) + " and "
                + subjects.condition(filter, new SubjectSql.Charged("m.month", subjects.shownInvoice("i.name")))
                + "), named as ("
                + named(values(
                        wanted,
                        subjects,
                        it -> true,
                        new SubjectSql.Charged("d.month", subjects.shownInvoice("d.invoice"))))
                + ")";
    }

    private static String page(SqlParameters parameters, DimensionQuestion question, String named) {
        return named
                + ", folded as (select dimension, lower(value) as key, min(value collate \"C\") as value from named"
                + " where value <> '' group by 1, 2), numbered as (select dimension, value,"
                + " cast(count(*) over (partition by dimension) as integer) as total,"
                + " cast(row_number() over (partition by dimension order by key collate \"C\") as integer) as place from folded)"
                + " select dimension, value, total from numbered where place = 1 or (place > "
                + parameters.add(question.offset()) + " and place <= "
                + parameters.add(question.offset() + question.limit())
                + ") order by dimension, numbered.place";
    }

    /** The values of some of the dimensions, of a row that is described so. */
    private static String values(
            List<Subject> wanted, SubjectSql subjects, Predicate<Subject> which, SubjectSql.Charged charged) {
        return IntStream.range(0, wanted.size())
                .filter(i -> which.test(wanted.get(i)))
                .mapToObj(i -> "(" + i + ", " + subjects.value(wanted.get(i), charged) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String named(String values) {
        return "select which.dimension, which.value from described d cross join lateral (values " + values
                + ") as which (dimension, value)";
    }

    /** Each description as often as its charges are or were on different invoices in a month: by the batches after which the invoices were closed. */
    private static String onInvoices(String seen, String said, String first, String last) {
        String closed = "select i.name, i.period_start, i.batch from invoice i where " + said
                + " is null and i.profile_scope = d.profile_scope and i.period_start >= coalesce(d.billing_period, cast(m.month as date))"
                + " union all select null, date 'infinity', " + Long.MAX_VALUE;
        String from = "greatest(m.month, cast(" + first + " as timestamp))";
        String to = "least(m.month + interval '1 month', cast(" + last + " + 1 as timestamp))";
        String charged = existsIn(from, to, "charge", "c.batch > i.after and c.batch <= i.until");
        String restated = existsIn(
                from,
                to,
                "superseded_charge",
                "((c.batch > i.after and c.batch <= i.until) <> (c.superseded_batch > i.after and c.superseded_batch <= i.until) or ("
                        + said + " is not null and "
                        + ChargedInvoiceSql.isClosedBetween(
                                "d.profile_scope",
                                "coalesce(d.billing_period, cast(m.month as date))",
                                "c.batch",
                                "c.superseded_batch",
                                "true")
                        + "))");
        return "select d.*, m.month, i.name as invoice from " + seen + eachMonth(first, last)
                + " cross join lateral (select w.name, w.batch as until,"
                + " coalesce(lag(w.batch) over (order by w.period_start), -1) as after from (" + closed
                + ") as w) as i where (" + charged + " or " + restated + ")";
    }

    private static String eachMonth(String first, String last) {
        return " cross join generate_series(date_trunc('month', cast(" + first + " as timestamp)), cast(" + last
                + " as timestamp), interval '1 month') as m (month)";
    }

    private static String existsIn(String from, String to) {
        return existsIn(from, to, "charge", "true");
    }

    private static String existsIn(String from, String to, String table, String more) {
        return "exists (select 1 from " + table + " c where c.dimension_set_id = d.id and c.charge_start >= " + from
                + " at time zone 'UTC' and c.charge_start < " + to + " at time zone 'UTC' and " + more + ")";
    }

    /** A charge that does not say its billing month has that of its day, so the months of the charges are looked at. */
    private static String months(int dimension, String value, String first, String last) {
        return "select " + dimension + " as dimension, " + value + " as value"
                + " from described d" + eachMonth(first, last) + " where "
                + existsIn(
                        "greatest(m.month, cast(" + first + " as timestamp))",
                        "least(m.month + interval '1 month', cast(" + last + " + 1 as timestamp))");
    }

    /** The first value of each is read in any case, for the total that stands beside it. */
    private static List<DimensionValues> read(DimensionQuestion question, List<Object[]> rows) {
        Map<Integer, List<String>> values = new LinkedHashMap<>();
        Map<Integer, Integer> totals = new LinkedHashMap<>();
        for (Object[] row : rows) {
            Integer dimension = (Integer) row[0];
            boolean isBeforeThePage = totals.put(dimension, (Integer) row[2]) == null && question.offset() > 0;
            List<String> of = values.computeIfAbsent(dimension, unused -> new ArrayList<>());
            if (!isBeforeThePage) {
                of.add((String) row[1]);
            }
        }
        return IntStream.range(0, question.dimensions().size())
                .mapToObj(i -> new DimensionValues(
                        question.dimensions().get(i),
                        totals.getOrDefault(i, 0),
                        question.withValues() ? values.getOrDefault(i, List.of()) : List.of()))
                .toList();
    }
}
