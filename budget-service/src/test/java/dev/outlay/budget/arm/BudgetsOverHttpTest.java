package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetsOverHttpTest {

    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/EDGE:1_2019-05-31";
    private static final String BUDGETS = "/providers/Microsoft.Consumption/budgets/";

    @Test
    void what_was_put_comes_back_in_the_same_shape_and_order() {
        String filter = """
                "filter":{"and":[{"tags":{"name":"Env","operator":"In","values":["Prod","Dev"]}},\
                {"dimensions":{"name":"ServiceName","operator":"In","values":["b","A"]}}]},""";
        String body = BudgetBodies.body(
                "100.650", "Monthly", BudgetBodies.thisMonth() + "T00:00:00Z", filter, BudgetBodies.eighty());

        Response created = put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "Shape" + VERSION, body);
        Response read = get(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "shape" + VERSION);

        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asString())
                .contains(
                        "\"amount\":100.650,",
                        "\"threshold\":80.00,",
                        "\"contactEmails\":[\"b@example.com\",\"a@example.com\"]")
                .contains(filter.substring(0, filter.length() - 1))
                .contains("\"endDate\":\"" + BudgetBodies.thisMonth().plusYears(10) + "T00:00:00Z\"")
                .contains("\"currentSpend\":{\"amount\":0,\"unit\":\"USD\"}")
                .containsPattern("\"state\":\"(building|ready)\"");
        assertThat(created.asString()).contains("\"state\":\"building\"");
        assertThat(read.jsonPath().getString("id")).isEqualTo(ACCOUNT + BUDGETS + "Shape");
        assertThat(read.jsonPath().getString("type")).isEqualTo("Microsoft.Consumption/budgets");
    }

    @Test
    void a_second_put_replaces_and_a_stale_eTag_does_not() {
        String path = ACCOUNT + "/providers/microsoft.costmanagement/BUDGETS/again";
        String first = put(GLOBAL_ADMIN, path + VERSION, BudgetBodies.monthly("10"))
                .jsonPath()
                .getString("eTag");

        Response second = put(GLOBAL_ADMIN, path + VERSION, BudgetBodies.monthly("20"));
        Response stale = put(
                GLOBAL_ADMIN,
                path + VERSION,
                "{\"eTag\":\"" + first.replace("\"", "\\\"") + "\","
                        + BudgetBodies.monthly("30").substring(1));

        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        assertThat(second.jsonPath().getString("type")).isEqualTo("Microsoft.CostManagement/budgets");
        assertThat(stale.statusCode()).isEqualTo(400);
        assertThat(stale.jsonPath().getString("error.code")).isEqualTo("400");
        assertThat(stale.jsonPath().getString("error.message"))
                .startsWith("There are changes made to Budget again. Please get the latest budget to avoid overwrite.")
                .contains("(Request ID: ");
    }

    @Test
    void both_providers_show_one_store_and_delete_is_200_without_a_body() {
        put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "gone" + VERSION, BudgetBodies.monthly("10"));

        Response deleted = as(GLOBAL_ADMIN)
                .delete(ACCOUNT + "/providers/Microsoft.CostManagement/budgets/gone?api-version=2023-11-01");
        Response again = as(GLOBAL_ADMIN).delete(ACCOUNT + BUDGETS + "gone" + VERSION);
        Response read = get(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "gone" + VERSION);

        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.asString()).isEmpty();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(read.jsonPath().getString("error.code")).isEqualTo("404");
    }

    @Test
    void a_list_holds_the_scope_s_own_budgets_alone() {
        String profile = ACCOUNT + "/billingProfiles/LIST-1";
        put(GLOBAL_ADMIN, profile + BUDGETS + "one" + VERSION, BudgetBodies.monthly("10"));
        put(GLOBAL_ADMIN, profile + BUDGETS + "two" + VERSION, BudgetBodies.monthly("10"));
        put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "outside" + VERSION, BudgetBodies.monthly("10"));

        Response list = get(GLOBAL_ADMIN, "/" + profile + "/" + BUDGETS.substring(0, BUDGETS.length() - 1) + VERSION);

        assertThat(list.jsonPath().getList("value.name")).containsExactly("one", "two");
        assertThat(list.asString()).contains("\"nextLink\":null");
    }

    @Test
    void a_long_list_comes_in_pages_which_lead_to_each_other() {
        String profile = ACCOUNT + "/billingProfiles/PAGED-1";
        for (String name : List.of("delta", "Bravo", "alpha", "Charlie")) {
            put(GLOBAL_ADMIN, profile + BUDGETS + name + VERSION, BudgetBodies.monthly("10"));
        }
        String list = profile + BUDGETS.substring(0, BUDGETS.length() - 1) + VERSION;

        Response first = get(GLOBAL_ADMIN, list + "&$top=3&$filter=properties/category%20eq%20'Cost'");
        String next = first.jsonPath().getString("nextLink");
        put(GLOBAL_ADMIN, profile + BUDGETS + "bravo2" + VERSION, BudgetBodies.monthly("10"));
        Response second = as(GLOBAL_ADMIN).urlEncodingEnabled(false).get(next);

        assertThat(first.jsonPath().getList("value.name")).containsExactly("alpha", "Bravo", "Charlie");
        assertThat(next).startsWith("http").contains("%24top=3".replace("%24", "$"), "category");
        assertThat(second.jsonPath().getList("value.name")).containsExactly("delta");
        assertThat(second.jsonPath().getString("nextLink")).isNull();
        assertThat(get(GLOBAL_ADMIN, list + "&$filter=properties/category%20eq%20'ReservationUtilization'")
                        .jsonPath()
                        .getList("value"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$top=0",
                "$top=1001",
                "$top=many",
                "$skiptoken=%21",
                "$filter=properties/category%20ne%20'Cost'",
                "$filter=properties/category%20eq%20'Cost",
                "$filter=properties/category%20eq%20'Cost'%20or%20true",
                "$filter=properties/category%20eq%20'Cost%00'",
                "$filter=properties/amount%20eq%201"
            })
    void what_a_list_cannot_be_asked_is_a_clear_error(String query) {
        Response refused =
                get(GLOBAL_ADMIN, ACCOUNT + BUDGETS.substring(0, BUDGETS.length() - 1) + VERSION + "&" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error.message")).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_body_that_breaks_rules_is_told_all_of_them_at_once() {
        Response refused = put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "bad%20name" + "?api-version=2024-08-01", """
                {"properties":{"category":"Usage","amount":-1,"timeGrain":"BillingMonth","timePeriod":{"startDate":"2016-05-02"},
                "filter":{"not":{}},"notifications":{"x":{"enabled":1,"operator":"LessThan","threshold":1000.01,"contactEmails":"a"}}}}""");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error.message"))
                .contains("1 to 63 characters", "category", "amount", "timeGrain", "first day of a month", "2017-06-01")
                .contains("properties.filter", "enabled", "operator", "threshold", "contactEmails");
    }

    @Test
    void currentSpend_is_what_the_series_has_in_the_current_period_and_currency() {
        String path = ACCOUNT + "/billingProfiles/SPENT-1" + BUDGETS;
        put(GLOBAL_ADMIN, path + "spent" + VERSION, BudgetBodies.monthly("10"));
        String series = "select series_id from budget where name = 'spent'";
        Client.sql(
                "update scope set currency = 'SEK' where billing_profile = 'SPENT-1'",
                "insert into spend values ((" + series + "), date '" + BudgetBodies.thisMonth()
                        + "', 'SEK', 20.62033861840, now())",
                "insert into spend values ((" + series + "), date '" + BudgetBodies.thisMonth()
                        + "', 'USD', 99, now())",
                "insert into spend values ((" + series + "), date '"
                        + BudgetBodies.thisMonth().minusMonths(1) + "', 'SEK', 77, now())");

        Response read = get(GLOBAL_ADMIN, path + "spent" + VERSION);
        // A recount would find it: no charge has brought it.
        Client.sql("delete from spend where series_id = (" + series + ")");

        assertThat(read.asString())
                .contains("\"currentSpend\":{\"amount\":20.62033861840,\"unit\":\"SEK\"}", "\"state\":\"ready\"");
    }

    @Test
    void every_change_is_numbered_and_audited() {
        put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "audited" + VERSION, BudgetBodies.monthly("10"));
        put(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "audited" + VERSION, BudgetBodies.monthly("11"));
        as(GLOBAL_ADMIN).delete(ACCOUNT + BUDGETS + "audited" + VERSION);

        assertThat(Client.value(
                        "select string_agg(action || ' ' || coalesce(after ->> 'amount', '-'), ', ' order by a.id) from audit a"
                                + " join budget b on b.uuid = a.budget_uuid where b.name = 'audited'"))
                .isEqualTo("created 10, changed 11, deleted -");
        assertThat(Client.value(
                        "select deleted_at is not null and change <= (select number from budget_change) from budget"
                                + " where name = 'audited'"))
                .isEqualTo("t");
    }

    @Test
    void an_outsider_and_a_token_that_does_not_hold_get_envelopes() {
        Response denied = get(OUTSIDER, ACCOUNT + BUDGETS + "x" + VERSION);
        Response missing = given().urlEncodingEnabled(false).get(ACCOUNT + BUDGETS + "x" + VERSION);
        Response forged = given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer not.a.token")
                .get(ACCOUNT + BUDGETS + "x" + VERSION);

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.jsonPath().getString("error.code")).isEqualTo("AuthorizationFailed");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.jsonPath().getString("error.code")).isEqualTo("AuthenticationFailed");
        assertThat(missing.header("WWW-Authenticate"))
                .as("no error in a token that was not sent")
                .isEqualTo("Bearer");
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.jsonPath().getString("error.code")).isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void a_customer_under_the_csp_offer_has_no_budgets() {
        String customer = ACCOUNT + "/customers/5c5c0000-0000-4000-8000-000000000001";
        String version = "?api-version=2019-10-01-preview";
        Response before = put(GLOBAL_ADMIN, customer + BUDGETS + "b" + VERSION, BudgetBodies.monthly("10"));
        Response agreed = put(
                GLOBAL_ADMIN,
                customer + version,
                "{\"properties\":{\"displayName\":\"Ärger AG\",\"agreementType\":\"CspOffer\"}}");

        assertThat(before.statusCode()).isEqualTo(201);
        assertThat(agreed.statusCode()).as(agreed.asString()).isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, customer + BUDGETS + "b" + VERSION).statusCode())
                .isEqualTo(404);
        assertThat(put(GLOBAL_ADMIN, customer + BUDGETS + "b" + VERSION, BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(put(
                                GLOBAL_ADMIN,
                                customer + "/policies/default" + version,
                                "{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(
                        Client.value(
                                "select agreement from customer c join scope s on s.id = c.scope_id where s.customer like '5c5c%'"))
                .isEqualTo("2");
    }

    @Test
    void versions_and_methods_are_checked() {
        assertThat(get(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "x").jsonPath().getString("error.code"))
                .isEqualTo("MissingApiVersionParameter");
        assertThat(get(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "x?api-version=latest")
                        .jsonPath()
                        .getString("error.code"))
                .isEqualTo("InvalidApiVersionParameter");
        assertThat(get(GLOBAL_ADMIN, ACCOUNT + BUDGETS + "x?api-version=1999-01-01")
                        .jsonPath()
                        .getString("error.code"))
                .isEqualTo("NoRegisteredProviderFound");
        Response wrong = as(GLOBAL_ADMIN).post(ACCOUNT + BUDGETS + "x" + VERSION);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.jsonPath().getString("error.code")).isEqualTo("MethodNotAllowed");
        assertThat(wrong.header("Allow")).contains("PUT").doesNotContain("POST");
        Response nothing = get(Persona.GLOBAL_ADMIN, "/nothing/here");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.jsonPath().getString("error.code")).isEqualTo("ResourceNotFound");
        assertThat(nothing.header("x-ms-request-id")).isNotBlank();
    }

    @Test
    void the_client_s_request_id_is_echoed() {
        Response read = as(GLOBAL_ADMIN)
                .header("x-ms-client-request-id", "abc-1")
                .get(ACCOUNT + BUDGETS.substring(0, BUDGETS.length() - 1) + VERSION);

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("x-ms-client-request-id")).isEqualTo("abc-1");
        assertThat(read.header("x-ms-request-id")).isNotBlank();
        assertThat(read.header("x-ms-correlation-request-id")).isNotBlank();
    }
}
