package dev.outlay.budget.pricesheet;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code price}: the lines of sheets. Written while a sheet arrives, and never changed. */
final class PriceTable {

    private static final List<PriceSheetColumn> COLUMNS = PriceSheetColumn.ofAPrice();

    /** The parameters before those of the columns. */
    private static final int FIRST = 4;

    /** In the order of the file, so that of two lines that say a price of one thing the first one stays. */
    private static final String ADD = "insert into price (sheet_id, number, identity, " + joined(PriceSheetColumn::kept)
            + ") select cast(?1 as bigint), n, i, "
            + joined(column -> "cast(" + given(column) + " as " + column.kind().type() + ")")
            + " from unnest(cast(?2 as integer[]), cast(?3 as uuid[]), "
            + IntStream.range(0, COLUMNS.size())
                    .mapToObj(i -> "cast(?" + (FIRST + i) + " as text[])")
                    .collect(Collectors.joining(", "))
            + ") as given (n, i, " + joined(PriceTable::given)
            + ") order by n on conflict (sheet_id, identity) do nothing returning number";

    private static final String PAGE = "select number, " + joined(PriceTable::shown)
            + " from price where sheet_id = ?1 and number > ?2 order by number limit ?3";

    private static final String REMOVE =
            "delete from price where sheet_id = ?1 and number in (select number from price where sheet_id = ?1 order by number limit ?2)";

    private PriceTable() {}

    private static String joined(Function<PriceSheetColumn, String> text) {
        return COLUMNS.stream().map(text).collect(Collectors.joining(", "));
    }

    private static String given(PriceSheetColumn column) {
        return "given_" + column.kept();
    }

    /** As text, whatever it is: a decimal is exact so, and a time is read as one. */
    private static String shown(PriceSheetColumn column) {
        return column.kind() == PriceSheetColumn.Kind.TIME
                ? "to_char(" + column.kept() + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                : "cast(" + column.kept() + " as text)";
    }

    /** Adds lines of a sheet; says the numbers of those that were. One that is missing says a price that a line before has said. */
    static Uni<List<Integer>> add(Mutiny.StatelessSession session, long sheet, List<Price> prices) {
        Mutiny.SelectionQuery<Integer> query = session.createNativeQuery(ADD, Integer.class)
                .setParameter(1, sheet)
                .setParameter(2, prices.stream().map(Price::number).toArray(Integer[]::new))
                .setParameter(3, prices.stream().map(PriceDigest::identity).toArray(UUID[]::new));
        for (int i = 0; i < COLUMNS.size(); i++) {
            PriceSheetColumn column = COLUMNS.get(i);
            query = query.setParameter(
                    FIRST + i, prices.stream().map(price -> price.text(column)).toArray(String[]::new));
        }
        return query.getResultList();
    }

    /** The lines of a sheet after a number, in their order. */
    static Uni<List<Price>> page(Mutiny.StatelessSession session, long sheet, int after, int most) {
        return session.createNativeQuery(PAGE, Object[].class)
                .setParameter(1, sheet)
                .setParameter(2, after)
                .setParameter(3, most)
                .getResultList()
                .map(rows -> rows.stream().map(PriceTable::price).toList());
    }

    private static Price price(Object[] row) {
        @Nullable String[] texts = new @Nullable String[PriceSheetColumn.values().length];
        for (int i = 0; i < COLUMNS.size(); i++) {
            PriceSheetColumn column = COLUMNS.get(i);
            String text = (String) row[i + 1];
            texts[column.ordinal()] = text != null && column.kind() == PriceSheetColumn.Kind.TIME
                    ? Instant.parse(text).toString()
                    : text;
        }
        return new Price(((Number) row[0]).intValue(), texts);
    }

    /** Removes some lines of a sheet; says whether there were any. */
    static Uni<Boolean> remove(Mutiny.StatelessSession session, long sheet, int most) {
        return session.createNativeQuery(REMOVE)
                .setParameter(1, sheet)
                .setParameter(2, most)
                .executeUpdate()
                .map(removed -> removed > 0);
    }
}
