package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
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

    private static String sql(
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
        boolean invoices = question.dimensions().contains(Dimension.INVOICE_ID)
                || (filter != null && filter.looksAt(SubjectSql::isInvoice));
        SubjectSql.Charged known = invoices ? new SubjectSql.Charged("m.month", "i.name") : SubjectSql.Charged.NOTHING;
        String seen = "(select s.id, s.profile_scope, g.billing_period" + subjects.ofDescriptions()
                + " from dimension_set s join cost_group g on g.id = s.cost_group_id where s." + view.scopeColumn()
                + " = " + parameters.add(place) + " and s." + view.priceColumn() + " <> 0) as d";
        String charged = (invoices
                        ? onInvoices(seen, subjects.saidInvoice(), first, last)
                        : "select d.* from " + seen + " where "
                                + existsIn("cast(" + first + " as timestamp)", "cast(" + last + " + 1 as timestamp)"))
                + (filter == null ? "" : " and " + subjects.condition(filter, known));
        List<String> named = new ArrayList<>();
        String values = values(
                wanted,
                subjects,
                it -> invoices ? !SubjectSql.isInvoice(it) : !SubjectSql.dependsOnTheCharge(it),
                invoices ? "d.month" : "null");
        if (!values.isEmpty()) {
            named.add(named(values) + (invoices ? " where d.charged" : ""));
        }
        String onInvoices = values(wanted, subjects, SubjectSql::isInvoice, "null");
        if (!onInvoices.isEmpty()) {
            named.add(named(onInvoices));
        }
        IntStream.range(0, wanted.size())
                .filter(i -> !invoices && SubjectSql.dependsOnTheCharge(wanted.get(i)))
                .forEach(i -> named.add(months(
                        i, subjects.value(wanted.get(i), new SubjectSql.Charged("m.month", "null")), first, last)));
        return "with described as materialized (" + charged + "), named as (" + String.join(" union all ", named)
                + "), folded as (select dimension, lower(value) as key, min(value collate \"C\") as value from named"
                + " where value <> '' group by 1, 2), numbered as (select dimension, value,"
                + " cast(count(*) over (partition by dimension) as integer) as total,"
                + " cast(row_number() over (partition by dimension order by key collate \"C\") as integer) as place from folded)"
                + " select dimension, value, total from numbered where place = 1 or (place > "
                + parameters.add(question.offset()) + " and place <= "
                + parameters.add(question.offset() + question.limit())
                + ") order by dimension, numbered.place";
    }

    /** The values of some of the dimensions, of a row that is described so. */
    private static String values(List<Subject> wanted, SubjectSql subjects, Predicate<Subject> which, String day) {
        return IntStream.range(0, wanted.size())
                .filter(i -> which.test(wanted.get(i)))
                .mapToObj(i ->
                        "(" + i + ", " + subjects.value(wanted.get(i), new SubjectSql.Charged(day, "d.invoice")) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String named(String values) {
        return "select which.dimension, which.value from described d cross join lateral (values " + values
                + ") as which (dimension, value)";
    }

    /**
     * Each description as often as its charges are on different invoices in a month: by the batches after which the invoices were closed. {@code charged} is false where all that is on the invoice has been restated since.
     */
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
                "(c.batch > i.after and c.batch <= i.until) <> (c.superseded_batch > i.after and c.superseded_batch <= i.until)");
        return "select d.*, m.month, i.name as invoice, " + charged + " as charged from " + seen
                + " cross join generate_series(date_trunc('month', cast(" + first + " as timestamp)), cast(" + last
                + " as timestamp), interval '1 month') as m (month) cross join lateral (select w.name, w.batch as until,"
                + " coalesce(lag(w.batch) over (order by w.period_start), -1) as after from (" + closed
                + ") as w) as i where (" + charged + " or " + restated + ")";
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
                + " from described d cross join generate_series(date_trunc('month', cast("
                + first + " as timestamp)), cast(" + last + " as timestamp), interval '1 month') as m (month) where "
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
