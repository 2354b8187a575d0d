package dev.outlay.budget.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How large a budget is: the bytes of UTF-8 of its filter, notifications, time period and amounts of periods, which are kept as they were sent. The column {@code budget.bytes} has the same
 * number. Every replica holds what a budget watches in memory, so a large one takes up as much of the room that its subscription has as several small ones (decision 30).
 *
 * @param bytes of all that is kept as it was sent
 */
record BudgetSize(long bytes) {

    /** Of one budget. Azure's largest, ten notifications of 50 addresses and 50 action groups each, has about 100 KB. */
    static final int MOST = 128 * 1024;

    /** Of one place: most budgets are smaller than a fourth of it. The function {@code count_budget_places} of the database says it too. */
    static final int OF_A_PLACE = 4 * 1024;

    static final BudgetSize NOTHING = new BudgetSize(0);

    static BudgetSize of(BudgetRequest request) {
        return of(
                request.filterText(),
                request.notificationsText(),
                request.timePeriodText(),
                request.periodAmountsText());
    }

    static BudgetSize of(KeptBudget budget) {
        return of(budget.filterText(), budget.notificationsText(), budget.timePeriodText(), budget.periodAmountsText());
    }

    private static BudgetSize of(@Nullable String... texts) {
        return new BudgetSize(Stream.of(texts)
                .flatMap(Stream::ofNullable)
                .mapToLong(text -> text.getBytes(UTF_8).length)
                .sum());
    }

    /** How many places it takes up; none where there is nothing. */
    long places() {
        return (bytes + OF_A_PLACE - 1) / OF_A_PLACE;
    }

    /**
     * What is wrong with the size of a budget that is asked for. One that was larger before there was a bound can be changed, as long as it does not grow.
     *
     * @param existing of the budget that is to be replaced
     */
    List<String> problems(BudgetSize existing) {
        return bytes <= Math.max(MOST, existing.bytes)
                ? List.of()
                : List.of("The filter, notifications, time period and period amounts of a budget have at most " + MOST
                        + " bytes together; these have " + bytes
                        + ". Name fewer contacts, or an action group for many of them, or filter by a tag.");
    }
}
