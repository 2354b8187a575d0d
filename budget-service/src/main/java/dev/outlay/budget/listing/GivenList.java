package dev.outlay.budget.listing;

import dev.outlay.budget.listing.ListQuestion.Comparison;
import dev.outlay.budget.listing.ListQuestion.Order;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list whose things are all at hand, asked as one in the database is: texts are compared in lower case and by their first {@value #COMPARED} characters where something is
 * ordered by them.
 *
 * @param fields by their names
 * @param searched names of the fields in which a search looks
 * @param key by which things are told apart and, where nothing else is asked, ordered
 */
public record GivenList<T>(Map<String, Function<T, String>> fields, List<String> searched, Function<T, String> key) {

    private static final int COMPARED = 64;

    /** A page of those that are asked for. */
    public ListPart<T> part(List<T> all, ListQuestion question) {
        Comparator<ListPosition> order = order(question.order());
        List<T> chosen = all.stream()
                .filter(item -> isChosen(item, question))
                .sorted(Comparator.comparing(item -> position(item, question), order))
                .toList();
        ListPosition after = question.after();
        List<T> found = chosen.stream()
                .filter(item -> after == null || order.compare(position(item, question), after) > 0)
                .skip(question.skip())
                .limit(question.size() + 1L)
                .toList();
        Long total = question.counted() ? (long) chosen.size() : null;
        return ListPart.cut(found, question.size(), item -> position(item, question), total);
    }

    private boolean isChosen(T item, ListQuestion question) {
        return question.filter().stream().allMatch(comparison -> holds(item, comparison))
                && isFound(item, question.search());
    }

    private boolean isFound(T item, @Nullable String search) {
        return search == null
                || searched.stream().anyMatch(name -> value(item, name).contains(lower(search)));
    }

    private boolean holds(T item, Comparison comparison) {
        String value = value(item, comparison.field());
        String wanted = lower(comparison.value());
        int sign = value.compareTo(wanted);
        return switch (comparison.relation()) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case LE -> sign <= 0;
            case GT -> sign > 0;
            case GE -> sign >= 0;
            case CONTAINS -> value.contains(wanted);
            case STARTSWITH -> value.startsWith(wanted);
        };
    }

    private ListPosition position(T item, ListQuestion question) {
        return new ListPosition(
                ListQuestion.inWords(question.order()),
                question.order().stream()
                        .map(by -> value(item, by.field()))
                        .map(value -> value.substring(0, Math.min(value.length(), COMPARED)))
                        .toList(),
                key.apply(item));
    }

    private static Comparator<ListPosition> order(List<Order> order) {
        Comparator<ListPosition> none = Comparator.comparing(unused -> 0);
        Comparator<ListPosition> all = none;
        for (int index = 0; index < order.size(); index++) {
            int at = index;
            Comparator<ListPosition> next =
                    Comparator.comparing(position -> position.values().get(at));
            all = all.thenComparing(order.get(index).descending() ? next.reversed() : next);
        }
        return all.thenComparing(ListPosition::key);
    }

    private String value(T item, String field) {
        return lower(Objects.requireNonNull(fields.get(field)).apply(item));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
