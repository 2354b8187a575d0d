package dev.outlay.budget.analysis;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        String charged = "select d.* from (select s.id" + subjects.ofDescriptions()
                + " from dimension_set s join cost_group g on g.id = s.cost_group_id where s." + view.scopeColumn()
                + " = " + parameters.add(place) + " and s." + view.priceColumn() + " <> 0) as d where "
                + existsIn("cast(" + first + " as timestamp)", "cast(" + last + " + 1 as timestamp)")
                + (filter == null ? "" : " and " + subjects.condition(filter, "null"));
        String values = IntStream.range(0, wanted.size())
                .filter(i -> !SubjectSql.dependsOnTheDay(wanted.get(i)))
                .mapToObj(i -> "(" + i + ", " + subjects.value(wanted.get(i), "null") + ")")
                .collect(Collectors.joining(", "));
        List<String> named = new ArrayList<>();
        if (!values.isEmpty()) {
            named.add("select which.dimension, which.value from described d cross join lateral (values " + values
                    + ") as which (dimension, value)");
        }
        IntStream.range(0, wanted.size())
                .filter(i -> SubjectSql.dependsOnTheDay(wanted.get(i)))
                .forEach(i -> named.add(months(i, subjects.value(wanted.get(i), "m.month"), first, last)));
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

    private static String existsIn(String from, String to) {
        return "exists (select 1 from charge c where c.dimension_set_id = d.id and c.charge_start >= " + from
                + " at time zone 'UTC' and c.charge_start < " + to + " at time zone 'UTC')";
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
