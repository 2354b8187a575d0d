package dev.outlay.budget.listing;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A list in the database. A page is what comes after a key, in one statement; where its total is asked for, that is counted by another one, and what is added in between may be in
 * one of them alone.
 *
 * @param columns after "select"
 * @param from from "from" on, with a "where" and the parameters ?1 and following
 * @param key a column by which things are told apart and, where nothing else is asked, ordered; with the collation "C"
 * @param read what a row is; it may have further columns at its end
 */
public record ListTable<T>(String columns, String from, String key, ListedFields fields, Function<Object[], T> read) {

    /** @param given the statement's own parameters */
    public Uni<ListPart<T>> part(Mutiny.StatelessSession session, ListQuestion question, @Nullable Object... given) {
        ListSql sql = new ListSql(question, fields, key, given.length + 1);
        return total(session, question, sql, given)
                .chain(total -> sql.bind(given(session.createNativeQuery(page(sql), Object[].class), given))
                        .getResultList()
                        .map(rows -> ListPart.cut(rows, question.size(), sql::position, total.orElse(null))
                                .map(read)));
    }

    private String page(ListSql sql) {
        return "select " + columns + sql.place() + " " + from + sql.chosen() + sql.begun() + " order by " + sql.order()
                + sql.limit();
    }

    private Uni<Optional<Long>> total(
            Mutiny.StatelessSession session, ListQuestion question, ListSql sql, @Nullable Object... given) {
        if (!question.counted()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String counting = "select count(*) " + from + sql.chosen();
        return sql.bindChosen(given(session.createNativeQuery(counting, Long.class), given))
                .getSingleResult()
                .map(Optional::of);
    }

    private static <R> Mutiny.SelectionQuery<R> given(Mutiny.SelectionQuery<R> query, @Nullable Object... values) {
        for (int index = 0; index < values.length; index++) {
            query.setParameter(index + 1, values[index]);
        }
        return query;
    }
}
