package dev.outlay.budget.listing;

import dev.outlay.budget.listing.ListQuestion.Comparison;
import dev.outlay.budget.listing.ListQuestion.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A question as parts of a statement. Texts are compared in lower case and by code point; what a list is ordered by is compared by its first {@value #COMPARED} characters, so that
 * a token stays short, and where these are equal by key.
 */
public final class ListSql {

    private static final int COMPARED = 64;
    private static final String PLACE = "place_";

    private final ListQuestion question;
    private final ListedFields fields;
    private final String key;
    private final int first;
    private final List<Object> values = new ArrayList<>();
    private final String chosen;
    private final int choosing;
    private final String begun;

    /**
     * @param key a column by which things are told apart, with the collation "C"
     * @param first number of the first parameter that the statement leaves
     */
    public ListSql(ListQuestion question, ListedFields fields, String key, int first) {
        this.question = question;
        this.fields = fields;
        this.key = key;
        this.first = first;
        this.chosen = chosenBy();
        this.choosing = values.size();
        this.begun = begunAfter();
    }

    /** Conditions that begin with "and": what is chosen, on whichever page it is. */
    public String chosen() {
        return chosen;
    }

    /** Likewise: what is not on a page before. */
    public String begun() {
        return begun;
    }

    /** After "order by". */
    public String order() {
        return question.order().stream()
                        .map(by -> ordered(by) + (by.descending() ? " desc, " : ", "))
                        .collect(Collectors.joining())
                + key;
    }

    /** The columns by which is ordered, the key last; they begin with a comma. */
    public String place() {
        StringBuilder columns = new StringBuilder();
        for (int index = 0; index < question.order().size(); index++) {
            columns.append(", ")
                    .append(ordered(question.order().get(index)))
                    .append(" as ")
                    .append(PLACE)
                    .append(index);
        }
        return columns.append(", ")
                .append(key)
                .append(" as ")
                .append(PLACE)
                .append(question.order().size())
                .toString();
    }

    /** The same columns of a table that has them from {@link #place()}. */
    public String placed(String table) {
        return IntStream.rangeClosed(0, question.order().size())
                .mapToObj(index -> ", " + table + "." + PLACE + index)
                .collect(Collectors.joining());
    }

    /** After "order by", of such a table. */
    public String orderOf(String table) {
        return IntStream.rangeClosed(0, question.order().size())
                .mapToObj(index -> table + "." + PLACE + index + (isDescending(index) ? " desc" : ""))
                .collect(Collectors.joining(", "));
    }

    private boolean isDescending(int index) {
        return index < question.order().size() && question.order().get(index).descending();
    }

    /** One more than a page has, which tells whether there is another one. */
    public String limit() {
        return " limit " + (question.size() + 1) + " offset " + question.skip();
    }

    /** Where a row is, of which {@link #place()} is the end. */
    public ListPosition position(Object[] row) {
        int at = row.length - 1 - question.order().size();
        List<String> ordered = new ArrayList<>();
        for (int index = at; index < row.length - 1; index++) {
            ordered.add((String) row[index]);
        }
        return new ListPosition(ListQuestion.inWords(question.order()), ordered, (String) row[row.length - 1]);
    }

    /** Sets the parameters of a statement that has {@link #chosen()} alone. */
    public <T> Mutiny.SelectionQuery<T> bindChosen(Mutiny.SelectionQuery<T> query) {
        return bind(query, choosing);
    }

    /** Sets the parameters of a statement that has {@link #chosen()} and {@link #begun()}. */
    public <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        return bind(query, values.size());
    }

    private <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query, int count) {
        for (int index = 0; index < count; index++) {
            query.setParameter(first + index, values.get(index));
        }
        return query;
    }

    private String chosenBy() {
        String compared = question.filter().stream()
                .map(comparison -> " and " + comparison(comparison))
                .collect(Collectors.joining());
        String search = question.search();
        if (search == null) {
            return compared;
        }
        String wanted = parameter(search);
        return compared
                + fields.searched().stream()
                        .map(name -> "strpos(" + lower(name) + ", lower(" + wanted + ")) > 0")
                        .collect(Collectors.joining(" or ", " and (", ")"));
    }

    private String comparison(Comparison comparison) {
        String value = lower(comparison.field());
        String wanted = "lower(" + parameter(comparison.value()) + ")";
        String holds =
                switch (comparison.relation()) {
                    case EQ -> value + " = " + wanted;
                    case NE -> value + " <> " + wanted;
                    case LT -> value + " < " + wanted;
                    case LE -> value + " <= " + wanted;
                    case GT -> value + " > " + wanted;
                    case GE -> value + " >= " + wanted;
                    case CONTAINS -> "strpos(" + value + ", " + wanted + ") > 0";
                    case STARTSWITH -> "starts_with(" + value + ", " + wanted + ")";
                };
        return fields.field(comparison.field()).within().replace("{}", holds);
    }

    /** In the order of several fields the place of a row is after another one's where the first field that differs says so, and if none does, the key. */
    private String begunAfter() {
        ListPosition after = question.after();
        if (after == null) {
            return "";
        }
        StringBuilder before = new StringBuilder();
        StringBuilder any = new StringBuilder();
        for (int index = 0; index < question.order().size(); index++) {
            Order by = question.order().get(index);
            String value = parameter(after.values().get(index));
            any.append(before)
                    .append(ordered(by))
                    .append(by.descending() ? " < " : " > ")
                    .append(value)
                    .append(" or ");
            before.append(ordered(by)).append(" = ").append(value).append(" and ");
        }
        return " and (" + any + before + key + " > " + parameter(after.key()) + ")";
    }

    private String ordered(Order by) {
        return "left(" + lower(by.field()) + ", " + COMPARED + ")";
    }

    private String lower(String field) {
        return "lower(" + fields.field(field).sql() + ") collate \"C\"";
    }

    private String parameter(String value) {
        values.add(value);
        return "cast(?" + (first + values.size() - 1) + " as text)";
    }
}
