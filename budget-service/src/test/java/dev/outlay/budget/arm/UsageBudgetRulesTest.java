package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.EMAIL;
import static dev.outlay.budget.arm.JudgedBodies.message;
import static dev.outlay.budget.arm.JudgedBodies.notification;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a budget of category Usage has to be, as a client meets it (azure-rest-contract.md section 2, functional spec 3.1). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageBudgetRulesTest {

    private static final String OLD = "?api-version=2019-06-01";
    private static final String METER =
            "\"filter\":{\"dimensions\":{\"name\":\"MeterId\",\"operator\":\"In\",\"values\":[\"M1\"]}},";

    private final String account = "/providers/Microsoft.Billing/billingAccounts/RULED-" + UUID.randomUUID()
            + "/providers/Microsoft.Consumption/budgets/";

    private static String body(String category, String more, String notifications) {
        return JudgedBodies.body("100", "Monthly", "0m", more, notifications)
                .replace("\"category\":\"Cost\"", "\"category\":\"" + category + "\"");
    }

    private static String usage(String more) {
        return body("Usage", more, notification("80", EMAIL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-10-01",
                "2019-01-01",
                "2019-04-01-preview",
                "2019-05-01-preview",
                "2019-05-01",
                "2019-06-01"
            })
    void the_versions_that_have_it_take_it_and_what_was_sent_comes_back(String version) {
        Response made = put(GLOBAL_ADMIN, account + "old?api-version=" + version, usage(METER));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        for (String reader : new String[] {version, "2019-10-01", "2024-08-01"}) {
            assertThat(get(GLOBAL_ADMIN, account + "old?api-version=" + reader).asString())
                    .contains("\"category\":\"Usage\",\"amount\":100,\"timeGrain\":\"Monthly\",\"timePeriod\"")
                    .contains(METER.substring(0, METER.length() - 1))
                    .doesNotContain("metric");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Consumption, 2019-10-01",
        "Consumption, 2019-11-01",
        "Consumption, 2024-08-01",
        "CostManagement, 2019-04-01-preview",
        "CostManagement, 2019-10-01",
        "CostManagement, 2025-03-01"
    })
    void other_versions_say_which_have_it(String provider, String version) {
        Response refused = put(
                GLOBAL_ADMIN, account.replace("Consumption", provider) + "new?api-version=" + version, usage(METER));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(message(refused))
                .contains(
                        "'properties.category' must be Cost. Category Usage exists only in the api-versions 2018-10-01,")
                .contains("2019-06-01 of Microsoft.Consumption.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                " | needs a filter with the dimension MeterId or Meter",
                "\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"a\"]}}, | needs a filter with the dimension MeterId or Meter",
                "\"filter\":{\"tags\":{\"name\":\"MeterId\",\"operator\":\"In\",\"values\":[\"a\"]}}, | needs a filter with the dimension MeterId or Meter",
                "\"filters\":{\"meters\":[\"a\"]}, | please use filter interface with 2019-05-01-preview version",
                "\"metric\":\"Actual\",\"filter\":{\"dimensions\":{\"name\":\"meter\",\"operator\":\"In\",\"values\":[\"a\"]}}, | 'properties.metric' has no place in a budget of category Usage"
            })
    void what_it_needs_is_said(@Nullable String more, String message) {
        Response refused = put(GLOBAL_ADMIN, account + "wrong" + OLD, usage(more == null ? "" : more));

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(message(refused)).contains(message);
    }

    @Test
    void a_forecast_of_quantity_is_refused() {
        Response refused = put(
                GLOBAL_ADMIN,
                account + "forecast" + OLD,
                body("Usage", METER, notification("n", "80", EMAIL, "Forecasted")));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(message(refused)).contains("cannot have notifications of type Forecasted: only cost is forecast.");
    }

    @Test
    void a_budget_keeps_its_category() {
        put(GLOBAL_ADMIN, account + "hours" + OLD, usage(METER));
        put(GLOBAL_ADMIN, account + "cost" + OLD, body("Cost", METER, notification("80", EMAIL)));

        Response toCost =
                put(GLOBAL_ADMIN, account + "hours" + VERSION, body("Cost", METER, notification("80", EMAIL)));
        Response toUsage = put(GLOBAL_ADMIN, account + "cost" + OLD, usage(METER));
        Response same = put(GLOBAL_ADMIN, account + "hours" + OLD, body("usage", METER, notification("90", EMAIL)));

        for (Response refused : new Response[] {toCost, toUsage}) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(message(refused))
                    .startsWith("Category of budgets cannot be updated. Please delete and create a new budget.");
        }
        assertThat(same.statusCode()).as(same.asString()).isEqualTo(200);
    }
}
