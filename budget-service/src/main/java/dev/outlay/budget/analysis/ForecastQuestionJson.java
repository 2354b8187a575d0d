package dev.outlay.budget.analysis;

import static dev.outlay.budget.analysis.QueryJson.member;
import static dev.outlay.budget.analysis.QueryJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the body of a forecast in every dialect of it (azure-rest-contract.md section 3): that of a query, with three words of its own. Its days may be to come; those of a word end with the week, month
 * or year, since whoever asks for a forecast of this month means all of it. {@code InvoiceId} is what the source of a charge says, as for budgets: what is not charged yet is on no invoice, and what a
 * closed invoice has been named says nothing of the days to come.
 */
public final class ForecastQuestionJson {

    private static final int MOST_DAYS_AHEAD = 366;

    private ForecastQuestionJson() {}

    /**
     * Reads a question; fails with a refusal.
     *
     * @param kind of the scope at which it is asked: not everything can be asked everywhere
     * @param today in UTC
     */
    public static ForecastQuestion read(JsonNode body, ScopeKind kind, LocalDate today) {
        CostQuestion question = CostQuestionJson.read(body, kind, today).bySaidInvoices();
        if (question.measures().contains(CostMeasure.USAGE_QUANTITY)) {
            throw InvalidQuery.notOneOf(
                    "dataset aggregation",
                    CostMeasure.USAGE_QUANTITY.label(),
                    Arrays.stream(CostMeasure.values())
                            .filter(measure -> measure != CostMeasure.USAGE_QUANTITY
                                    && Aggregations.isSeen(measure, kind.priceView()))
                            .map(CostMeasure::label)
                            .toList());
        }
        boolean cut = !member(member(body, "dataset"), "granularity").isMissingNode();
        return new ForecastQuestion(
                new CostQuestion(
                        question.metric(),
                        days(text(body, "timeframe"), question.days(), today),
                        cut ? question.granularity() : Granularity.DAILY,
                        question.currency(),
                        question.measures(),
                        question.groupings(),
                        question.filter(),
                        List.of()),
                flag(body, "includeActualCost"),
                flag(body, "includeFreshPartialCost"),
                flag(body, "includeInterval"));
    }

    private static Days days(String timeframe, Days days, LocalDate today) {
        LocalDate first = days.first();
        LocalDate last =
                switch (Timeframe.named(timeframe)) {
                    case WEEK_TO_DATE -> first.plusDays(6);
                    case MONTH_TO_DATE, BILLING_MONTH_TO_DATE -> first.withDayOfMonth(first.lengthOfMonth());
                    case YEAR_TO_DATE -> first.withDayOfYear(first.lengthOfYear());
                    case THE_LAST_WEEK, THE_LAST_MONTH, THE_LAST_BILLING_MONTH, THE_LAST_YEAR, CUSTOM -> days.last();
                };
        if (last.isAfter(today.plusDays(MOST_DAYS_AHEAD))) {
            throw InvalidQuery.invalid(
                    "Invalid time period: a forecast ends at most " + MOST_DAYS_AHEAD + " days from today.");
        }
        return new Days(first, last);
    }

    private static boolean flag(JsonNode body, String name) {
        JsonNode given = member(body, name);
        if (!given.isMissingNode() && !given.isBoolean()) {
            throw InvalidQuery.invalid("Invalid " + name + ": it must be true or false.");
        }
        return given.booleanValue();
    }
}
