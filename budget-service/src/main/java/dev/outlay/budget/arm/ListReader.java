package dev.outlay.budget.arm;

import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPosition;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is asked of a list: {@code $filter}, {@code $search}, {@code $orderBy}, {@code $top}, {@code $skip}, {@code $count} and {@code $skiptoken}; all but the last one
 * also without a dollar, as the versions of Microsoft.Billing from 2024 on write them (azure-rest-contract.md section 9).
 */
final class ListReader {

    private static final int LONGEST_SEARCH = 256;
    private static final int MOST_ORDERS = 3;
    private static final int MOST_DIGITS = 7;

    private ListReader() {}

    /** Read only once it is decided that the principal may; fails with a refusal. */
    static Supplier<ListQuestion> of(Call call, FieldNames names) {
        return () -> {
            List<ListQuestion.Order> order = order(parameter(call, "orderBy"), names);
            return new ListQuestion(
                    ListFilter.read(parameter(call, "filter"), names),
                    search(parameter(call, "search"), names),
                    order,
                    position(call, order),
                    skip(call),
                    size(call),
                    counted(call));
        };
    }

    /** A parameter by either of its names; empty where it is missing. */
    static String parameter(Call call, String name) {
        String usual = Query.value(call.query(), "$" + name);
        String later = Query.value(call.query(), name);
        if (usual != null && later != null && !usual.equals(later)) {
            throw Refusal.badRequest("$" + name + " and " + name
                            + " are one parameter and say different things. Send one of them.")
                    .exception();
        }
        return usual != null ? usual : later == null ? "" : later;
    }

    /** How many things a page has; fails with a refusal. */
    static int size(Call call) {
        return PageSize.of(parameter(call, "top"));
    }

    /** How many things are left out; fails with a refusal. */
    static int skip(Call call) {
        String skip = parameter(call, "skip");
        if (skip.isEmpty()) {
            return 0;
        }
        if (skip.length() > MOST_DIGITS || !skip.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw Refusal.badRequest(
                            "$skip must be a number from 0 to 9999999. Follow nextLink to read a list to its end.")
                    .exception();
        }
        return Integer.parseInt(skip);
    }

    private static boolean counted(Call call) {
        return switch (parameter(call, "count").toLowerCase(Locale.ROOT)) {
            case "", "false" -> false;
            case "true" -> true;
            default -> throw Refusal.badRequest("$count must be true or false.").exception();
        };
    }

    private static @Nullable String search(String search, FieldNames names) {
        String text = search.strip();
        if (text.isEmpty() && search.length() <= LONGEST_SEARCH) {
            return null;
        }
        if (search.length() > LONGEST_SEARCH || text.indexOf('\0') >= 0) {
            throw Refusal.badRequest("$search of " + names.things() + " must be a text of at most " + LONGEST_SEARCH
                            + " characters.")
                    .exception();
        }
        return text;
    }

    private static List<ListQuestion.Order> order(String text, FieldNames names) {
        if (text.isBlank()) {
            return List.of();
        }
        String[] asked = text.split(",", MOST_ORDERS + 1);
        List<ListQuestion.Order> order = new ArrayList<>();
        for (String by : asked) {
            String[] words = by.strip().split("\\s+", 3);
            String direction = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            Optional<String> field = names.ordered(ListFilter.bare(words[0]));
            boolean known = words.length < 3 && (direction.equals("asc") || direction.equals("desc"));
            if (asked.length > MOST_ORDERS || !known || field.isEmpty()) {
                throw Refusal.badRequest("$orderBy of " + names.things() + " names at most " + MOST_ORDERS + " of "
                                + String.join(", ", names.ordered())
                                + ", each with asc or desc behind it, and a comma between them.")
                        .exception();
            }
            order.add(new ListQuestion.Order(field.get(), direction.equals("desc")));
        }
        return order;
    }

    private static @Nullable ListPosition position(Call call, List<ListQuestion.Order> order) {
        String token = PageToken.read(call.query());
        return token == null ? null : ListToken.read(token, order).orElseThrow(PageToken::refused);
    }
}
