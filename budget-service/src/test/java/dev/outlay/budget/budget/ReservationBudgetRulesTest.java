package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.scope.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a budget of category ReservationUtilization must obey, judged on 23 November 2026 (azure-rest-contract.md section 2). */
class ReservationBudgetRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final BudgetVersion VERSION = new BudgetVersion("Microsoft.CostManagement", "2023-11-01");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Scope ACCOUNT = new Scope.BillingAccount("A:1");
    private static final String TELLS =
            "\"low\":{\"enabled\":true,\"operator\":\"LessThan\",\"threshold\":90,\"contactEmails\":[\"a@example.com\"]}";

    @ParameterizedTest
    @CsvSource({"reservationutilization,last7days", "ReservationUtilization,Last30Days"})
    void what_it_needs_is_enough_in_any_casing(String category, String grain) {
        BudgetRequest request = read(with("timeGrain", grain).replace("ReservationUtilization", category));

        assertThat(problems(ACCOUNT, request, null)).isEmpty();
        assertThat(request.category()).isEqualTo(category);
        assertThat(request.amount()).isNull();
        assertThat(request.endDate()).isEqualTo("2029-11-05");
        assertThat(request.timePeriodText())
                .isEqualTo("{\"startDate\":\"2026-11-05T00:00:00Z\",\"endDate\":\"2029-11-05T00:00:00Z\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Microsoft.CostManagement | 2023-04-01-preview | true",
                "Microsoft.CostManagement | 2023-11-01 | true",
                "Microsoft.CostManagement | 2025-03-01 | true",
                "Microsoft.CostManagement | 2019-10-01 | false",
                "Microsoft.CostManagement | 2019-04-01-preview | false",
                "Microsoft.Consumption    | 2023-11-01 | false",
                "Microsoft.Consumption    | 2024-08-01 | false"
            })
    void which_provider_has_it_since_when(String provider, String version, boolean there) {
        List<String> problems =
                problems(ACCOUNT, ReservationBudgetJson.read(tree(body()), new BudgetVersion(provider, version)), null);

        if (there) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems)
                    .containsExactly("'properties.category' ReservationUtilization exists in the api-versions from"
                            + " 2023-04-01-preview on of Microsoft.CostManagement, and not in " + version + " of "
                            + provider + ".");
        }
    }

    @Test
    void it_is_of_billing_scopes() {
        for (Scope scope :
                List.of(ACCOUNT, new Scope.BillingProfile("A:1", "P"), new Scope.Customer("A:1", "customer"))) {
            assertThat(problems(scope, read(body()), null)).isEmpty();
        }
        for (Scope scope : List.of(new Scope.Subscription("s"), new Scope.ResourceGroup("s", "g"))) {
            assertThat(problems(scope, read(body()), null))
                    .containsExactly("Budgets of category ReservationUtilization exist at billing accounts, billing"
                            + " profiles and customers only: reservations are seen at billing scopes.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "timeGrain | Monthly | 'properties.timeGrain' must be Last7Days or Last30Days in a budget of category"
                        + " ReservationUtilization.",
                "threshold | 100.01 | must be a number from 0 to 100 with at most two decimals.",
                "threshold | -1 | must be a number from 0 to 100 with at most two decimals.",
                "threshold | 89.999 | must be a number from 0 to 100 with at most two decimals.",
                "operator | GreaterThan | must be LessThan in a budget of category ReservationUtilization.",
                "thresholdType | Forecasted | must have thresholdType Actual, or none",
                "frequency | Yearly | 'properties.notifications.low.frequency' must be Daily, Weekly or Monthly.",
                "frequency | 7 | 'properties.notifications.low.frequency' must be Daily, Weekly or Monthly.",
                "amount | text | 'properties.amount' must be a number, if it is sent.",
                "amount | 123456789012345678901 | 'properties.amount' must have at most 20 integer and 18 fraction"
                        + " digits.",
                "metric | Actual | 'properties.metric' has no place in a budget of category ReservationUtilization",
                "periodAmounts | {} | 'properties.periodAmounts' has no place in a budget of category"
                        + " ReservationUtilization",
                "filters | {} | 'properties.filters' has no place",
                "startDate | 2026-10-31 | Start date of a budget of category ReservationUtilization should not be"
                        + " prior to current month.",
                "startDate | 2027-11-02 | Start date of a budget must not be more than 12 months in the future.",
                "endDate | 2029-11-06 | End date of a budget of category ReservationUtilization must be at most 3"
                        + " years after its start date.",
                "endDate | 2026-11-05 | Start date of a budget must be before its end date.",
                "contactEmails | [] | needs at least one contactEmail at this scope.",
                "contactRoles | [\"Owner\"] | has contactRoles, which exist at subscriptions and resource groups only."
            })
    void what_breaks_a_rule_is_told(String member, String value, String problem) {
        assertThat(problems(ACCOUNT, read(with(member, value)), null))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "threshold | 0",
                "threshold | 100",
                "threshold | 89.99",
                "thresholdType | Actual",
                "frequency | daily",
                "frequency | null",
                "amount | 0",
                "amount | 100.00",
                "amount | null",
                "startDate | 2026-11-01",
                "endDate | 2029-11-05",
                "locale | de-de"
            })
    void what_is_allowed_is_fine(String member, String value) {
        assertThat(problems(ACCOUNT, read(with(member, value)), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LOW,OTHER", "null"})
    void there_is_one_notification(String notifications) {
        String sent = notifications.equals("null")
                ? body().replace("{" + TELLS + "}", "null")
                : body().replace(
                                TELLS,
                                notifications
                                        .replace("LOW", TELLS)
                                        .replace("OTHER", TELLS.replace("\"low\"", "\"other\"")));

        assertThat(problems(ACCOUNT, read(sent), null))
                .containsExactly("A budget of category ReservationUtilization needs exactly one notification.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReservationId",
                "reservationname",
                "BenefitId",
                "BenefitName",
                "BillingProfileId",
                "Customer",
                "CustomerTenantId"
            })
    void a_filter_is_by_what_reservations_have(String dimension) {
        assertThat(problems(ACCOUNT, read(with("filter", in(dimension))), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscriptionId", "ServiceName", "Colour"})
    void nothing_else_is_filtered_by_and_the_valid_ones_are_listed(String dimension) {
        assertThat(problems(ACCOUNT, read(with("filter", in(dimension))), null))
                .containsExactly("'properties.filter.dimensions.name' '" + dimension
                        + "' is not a dimension of reservations. Valid are: ReservationId, ReservationName, BenefitId,"
                        + " BenefitName, BillingProfileId, Customer, CustomerTenantId.");
    }

    @Test
    void neither_by_tags_nor_by_what_is_not() {
        String tags = in("env").replace("dimensions", "tags");

        assertThat(problems(ACCOUNT, read(with("filter", tags)), null))
                .singleElement()
                .asString()
                .startsWith("'properties.filter.tags' has no place here: reservations have no tags.");
        assertThat(problems(ACCOUNT, read(with("filter", "{\"not\":" + in("ReservationId") + "}")), null))
                .hasSize(1);
    }

    @Test
    void the_start_stays_and_an_old_one_is_fine() {
        BudgetRequest request = read(with("startDate", "2026-02-03"));

        assertThat(problems(ACCOUNT, request, LocalDate.of(2026, 2, 3))).isEmpty();
        assertThat(problems(ACCOUNT, request, LocalDate.of(2026, 2, 4)))
                .containsExactly("Start date of budgets cannot be updated. Please delete and create a new budget.");
    }

    @Test
    void less_than_and_these_grains_are_for_nothing_else() {
        String cost = Judged.body("10", "Last7Days", "2026-11-01", "", TELLS);

        assertThat(Judged.problems(ACCOUNT, cost, null))
                .containsExactlyInAnyOrder(
                        "'properties.timeGrain' must be one of Monthly, Quarterly, Annually, Daily, Weekly, Custom.",
                        "'properties.notifications.low.operator' must be one of EqualTo, GreaterThan,"
                                + " GreaterThanOrEqualTo.");
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_7_DAYS,,2026-11-21T08:00:00Z",
        "LAST_30_DAYS,,2026-10-28T08:00:00Z",
        "LAST_30_DAYS,Daily,2026-11-27T08:00:00Z",
        "LAST_7_DAYS,monthly,2026-10-28T08:00:00Z"
    })
    void a_frequency_is_said_or_that_of_the_grain(ReservationGrain grain, @Nullable String sent, Instant since) {
        String text = "{" + TELLS + "}";
        ReservationNotification read = ReservationNotificationJson.read(
                sent == null ? text : text.replace("true,", "true,\"frequency\":\"" + sent + "\","), grain);

        assertThat(read.frequency().silentSince(Instant.parse("2026-11-28T08:00:00Z")))
                .isEqualTo(since);
    }

    @Test
    void the_days_that_are_looked_at_end_with_the_last_that_is_known() {
        assertThat(ReservationGrain.LAST_7_DAYS.until(LocalDate.of(2026, 11, 18)))
                .isEqualTo(new Period(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 19)));
        assertThat(ReservationGrain.LAST_30_DAYS
                        .until(LocalDate.of(2026, 11, 18))
                        .start())
                .isEqualTo("2026-10-20");
    }

    private static String in(String name) {
        return "{\"dimensions\":{\"name\":\"" + name + "\",\"operator\":\"In\",\"values\":[\"x\"]}}";
    }

    private static String body() {
        return """
            {"properties":{"category":"ReservationUtilization","timeGrain":"Last7Days","timePeriod":{"startDate":"2026-11-05T00:00:00Z"},"notifications":{%s}}}\
            """.formatted(TELLS);
    }

    /** The body with one member more, or another one. */
    private static String with(String member, String value) {
        boolean plain = value.matches("null|-?[0-9.]+|[\\[{].*");
        String written = "\"" + member + "\":" + (plain ? value : "\"" + value + "\"");
        return switch (member) {
            case "timeGrain" -> body().replace("\"timeGrain\":\"Last7Days\"", written);
            case "startDate" -> body().replace("\"startDate\":\"2026-11-05T00:00:00Z\"", written);
            case "endDate" -> body().replace("T00:00:00Z\"", "T00:00:00Z\"," + written);
            case "threshold" -> body().replace("\"threshold\":90", written);
            case "operator" -> body().replace("\"operator\":\"LessThan\"", written);
            case "contactEmails" -> body().replace("\"contactEmails\":[\"a@example.com\"]", written);
            case "thresholdType", "frequency", "contactRoles", "locale" ->
                body().replace("\"threshold\":90", "\"threshold\":90," + written);
            default -> body().replace("\"timeGrain\"", written + ",\"timeGrain\"");
        };
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    private static BudgetRequest read(String body) {
        assertThat(ReservationBudgetJson.isAsked(tree(body))).isTrue();
        return ReservationBudgetJson.read(tree(body), VERSION);
    }

    private static List<String> problems(Scope scope, BudgetRequest request, @Nullable LocalDate existingStart) {
        return new BudgetRules(TODAY, Set.of(), VERSION).problems(scope, request, existingStart);
    }
}
