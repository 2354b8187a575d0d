package dev.outlay.budget.budget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a budget of category ReservationUtilization (azure-rest-contract.md section 2): every problem of form is found. What the values mean is judged by {@link ReservationRules}.
 */
public final class ReservationBudgetJson {

    /** What a reservation as a whole has: what its use alone has, as a subscription, would leave out what nobody used. */
    private static final List<Dimension> OF_RESERVATIONS = List.of(
            Dimension.RESERVATION_ID,
            Dimension.RESERVATION_NAME,
            Dimension.BENEFIT_ID,
            Dimension.BENEFIT_NAME,
            Dimension.BILLING_PROFILE_ID,
            Dimension.CUSTOMER,
            Dimension.CUSTOMER_TENANT_ID);

    private static final String PROVIDER = "Microsoft.CostManagement";

    /** The first that has the category; versions are dates, so that their texts have their order. */
    private static final String FIRST_VERSION = "2023-04-01-preview";

    private ReservationBudgetJson() {}

    /** Whether a body asks for such a budget. */
    public static boolean isAsked(JsonNode body) {
        return isCategory(body.path("properties").path("category").asText(""));
    }

    /** Whether it is the category, in any casing. */
    static boolean isCategory(String category) {
        return category.toLowerCase(Locale.ROOT).equals(ReservationTerms.CATEGORY.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads the body of a PUT that {@link #isAsked} is true of.
     *
     * @param version under which it was sent
     */
    public static BudgetRequest read(JsonNode body, BudgetVersion version) {
        List<String> problems = new ArrayList<>();
        JsonNode properties = body.path("properties");
        if (!version.provider().equals(PROVIDER) || version.version().compareTo(FIRST_VERSION) < 0) {
            problems.add("'properties.category' " + ReservationTerms.CATEGORY + " exists in the api-versions from "
                    + FIRST_VERSION + " on of " + PROVIDER + ", and not in " + version.version() + " of "
                    + version.provider() + ".");
        }
        refused(properties, "filters", "it belongs to older api-versions; use 'properties.filter'", problems);
        refused(properties, "metric", "it watches what is used of reservations, and no cost", problems);
        refused(properties, "periodAmounts", "it has no periods", problems);
        ObjectNode timePeriod = BudgetJson.timePeriod(properties, problems);
        LocalDate start = timePeriod == null ? null : BudgetJson.day(timePeriod, "startDate", problems);
        LocalDate end = timePeriod == null || start == null ? null : end(timePeriod, problems);
        JsonNode filter = properties.path("filter");
        boolean filtered = !filter.isMissingNode() && !filter.isNull();
        JsonNode notifications = properties.path("notifications");
        List<Notification> read = ReservationNotificationJson.read(notifications, problems);
        ReservationNotificationJson.frequency(notifications, problems);
        return new BudgetRequest(
                properties.path("category").textValue(),
                amount(properties.path("amount"), problems),
                Map.of(),
                null,
                null,
                Metric.ACTUAL,
                start,
                end,
                timePeriod == null ? null : timePeriod.toString(),
                filtered
                        ? new FilterJson(FilterGrammar.WITHOUT_NOT, PriceView.INVOICED, OF_RESERVATIONS)
                                .read(filter, "properties.filter", problems)
                        : null,
                filtered ? filter.toString() : null,
                read,
                notifications.isObject() ? notifications.toString() : "{}",
                BudgetJson.eTag(body, problems),
                new ReservationTerms(grain(properties, problems)),
                problems);
    }

    private static void refused(JsonNode properties, String member, String why, List<String> problems) {
        if (properties.hasNonNull(member)) {
            problems.add("'properties." + member + "' has no place in a budget of category " + ReservationTerms.CATEGORY
                    + ": " + why + ".");
        }
    }

    /** Kept because it was sent, and read back; nothing is compared with it. */
    private static @Nullable BigDecimal amount(JsonNode amount, List<String> problems) {
        if (amount.isMissingNode() || amount.isNull()) {
            return null;
        }
        if (!amount.isNumber()) {
            problems.add("'properties.amount' must be a number, if it is sent.");
            return null;
        }
        return BudgetJson.bounded(amount.decimalValue(), "properties.amount", problems);
    }

    private static @Nullable ReservationGrain grain(JsonNode properties, List<String> problems) {
        ReservationGrain grain =
                ReservationGrain.named(properties.path("timeGrain").asText("")).orElse(null);
        if (grain == null) {
            problems.add("'properties.timeGrain' must be Last7Days or Last30Days in a budget of category "
                    + ReservationTerms.CATEGORY + ".");
        }
        return grain;
    }

    /** The last day: as late as it may be where it is missing, written as the first was. */
    private static @Nullable LocalDate end(ObjectNode timePeriod, List<String> problems) {
        if (!timePeriod.hasNonNull("endDate")) {
            BudgetJson.putEnd(timePeriod, ReservationRules.MOST_YEARS);
        }
        return BudgetJson.day(timePeriod, "endDate", problems);
    }
}
