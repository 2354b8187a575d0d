package dev.outlay.budget.details;

import dev.outlay.budget.analysis.CostView;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code charge} and {@code superseded_charge}, as usage details are read from them: part by part, so that no statement looks at more than a few thousand descriptions and charges. */
final class UsageDetailTable {

    /** Of one part, beside as many as it may have charges: most have few in the days that are asked for, some none. */
    private static final int MORE_DESCRIPTIONS = 1_000;

    /**
     * A part.
     *
     * @param details those of the part, in their order; there may be none although there are more behind it
     * @param next where the next part begins; null where this is the last
     */
    record Part(List<UsageDetail> details, @Nullable DetailPosition next) {}

    /** The descriptions of a part: up to one, and whether there are none behind it. */
    private record Bound(int last, boolean isEnd) {}

    private UsageDetailTable() {}

    /** At most so many usage details behind a position. */
    static Uni<Part> part(
            Mutiny.StatelessSession session,
            CostView view,
            int place,
            DetailQuestion question,
            DetailPosition from,
            int limit) {
        return bound(session, view, place, question, from, limit + MORE_DESCRIPTIONS)
                .chain(bound -> rows(session, view, place, question, from, bound, limit)
                        .map(rows -> part(rows, from, bound, limit)));
    }

    private static Uni<Bound> bound(
            Mutiny.StatelessSession session,
            CostView view,
            int place,
            DetailQuestion question,
            DetailPosition from,
            int most) {
        DetailSql sql = new DetailSql(view, question);
        return query(session, sql.bound(place, from.description(), most), sql)
                .getSingleResult()
                .map(row -> new Bound(
                        row[0] == null ? from.description() : ((Number) row[0]).intValue(),
                        ((Number) row[1]).longValue() < most));
    }

    private static Uni<List<UsageDetail>> rows(
            Mutiny.StatelessSession session,
            CostView view,
            int place,
            DetailQuestion question,
            DetailPosition from,
            Bound bound,
            int limit) {
        DetailSql sql = new DetailSql(view, question);
        return query(session, sql.rows(place, from, bound.last(), limit), sql)
                .getResultList()
                .map(rows -> read(rows, view));
    }

    private static Mutiny.SelectionQuery<Object[]> query(Mutiny.StatelessSession session, String text, DetailSql sql) {
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(text, Object[].class);
        List<Object> values = sql.parameters().values();
        for (int i = 0; i < values.size(); i++) {
            query = query.setParameter(i + 1, values.get(i));
        }
        return query;
    }

    private static Part part(List<UsageDetail> details, DetailPosition from, Bound bound, int limit) {
        if (details.size() == limit) {
            return new Part(details, from.behind(details.getLast()));
        }
        return new Part(details, bound.isEnd() ? null : from.behind(bound.last()));
    }

    /** Charges of one description follow each other, so each is read once. */
    private static List<UsageDetail> read(List<Object[]> rows, CostView view) {
        List<UsageDetail> details = new ArrayList<>(rows.size());
        int described = -1;
        Map<String, String> columns = Map.of();
        Map<String, String> tags = Map.of();
        for (Object[] row : rows) {
            int description = ((Number) row[0]).intValue();
            if (description != described) {
                columns = SeenColumns.read((String) row[19], view);
                tags = SeenColumns.texts((String) row[20]);
                described = description;
            }
            details.add(detail(row, view, columns, tags));
        }
        return details;
    }

    private static UsageDetail detail(
            Object[] row, CostView view, Map<String, String> columns, Map<String, String> tags) {
        long micros = ((Number) row[1]).longValue();
        return new UsageDetail(
                ((Number) row[0]).intValue(),
                micros,
                ((Number) row[2]).intValue(),
                (String) row[3],
                instant(micros),
                row[4] == null ? null : instant(((Number) row[4]).longValue()),
                (LocalDate) row[5],
                (String) row[6],
                (String) row[7],
                (BigDecimal) row[8],
                (BigDecimal) row[9],
                (BigDecimal) row[10],
                (BigDecimal) row[11],
                (BigDecimal) row[12],
                (BigDecimal) row[13],
                (LocalDate) row[14],
                view.isRetail() ? null : (String) row[15],
                view.isRetail() ? null : (String) row[16],
                (String) row[17],
                (String) row[18],
                view.isRetail() ? null : (String) row[21],
                columns,
                tags);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
