package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.CONSUMPTION;
import static dev.outlay.budget.arm.JudgedBodies.EMAIL;
import static dev.outlay.budget.arm.JudgedBodies.body;
import static dev.outlay.budget.arm.JudgedBodies.judge;
import static dev.outlay.budget.arm.JudgedBodies.notification;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A budget is written and shown as its api-version has it (azure-rest-contract.md section 2): names, start dates, addresses, filters. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetVersionsOverHttpTest {

    private static final String OF_2018 = "?api-version=2018-10-01";
    private static final String OF_2019 = "?api-version=2019-05-01";
    private static final String NEWEST = "?api-version=2026-06-01";
    private static final String COST_MANAGEMENT = "/providers/Microsoft.CostManagement/budgets/";

    private final String account = "/providers/Microsoft.Billing/billingAccounts/RULED-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "a%20b.c, a b.c",
        "K%C3%BCche, K\u00fcche",
        "O'Hara, O'Hara",
        "n%7Bn%7D, n{n}",
    })
    void a_name_of_before_2023_is_kept_found_listed_and_deleted_and_cannot_be_put_under_later_versions(
            String sent, String name) {
        String budgets = account + CONSUMPTION;

        Response made = put(GLOBAL_ADMIN, budgets + sent + OF_2018, BudgetBodies.monthly("10"));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.jsonPath().getString("name")).isEqualTo(name);
        assertThat(made.jsonPath().getString("id")).endsWith(CONSUMPTION + name);
        for (String version : new String[] {OF_2018, "?api-version=2022-09-01", NEWEST}) {
            assertThat(get(GLOBAL_ADMIN, budgets + sent + version).jsonPath().getString("name"))
                    .isEqualTo(name);
            assertThat(get(GLOBAL_ADMIN, account + "/providers/Microsoft.Consumption/budgets" + version)
                            .jsonPath()
                            .<String>getList("value.name"))
                    .containsExactly(name);
        }
        for (String later : new String[] {
            budgets + sent + "?api-version=2023-03-01",
            budgets + sent + NEWEST,
            account + COST_MANAGEMENT + sent + "?api-version=2023-11-01"
        }) {
            judge(later, BudgetBodies.monthly("11"), "The name of a budget has 1 to 63 characters: letters,");
        }
        assertThat(put(GLOBAL_ADMIN, budgets + sent + "?api-version=2019-10-01", BudgetBodies.monthly("12"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN).delete(budgets + sent + NEWEST).statusCode())
                .isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, budgets + sent + OF_2018).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%3Fb", "a%23b", "a%25b", "a.", "%20", "a:b"})
    void a_name_that_no_resource_can_have_is_refused(String name) {
        judge(account + CONSUMPTION + name + OF_2018, BudgetBodies.monthly("10"), "The name of a budget has 1 to 260");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-10-01, 3",
        "2019-01-01, 12",
        "2019-10-01, 12",
        "2024-08-01, 12",
    })
    void a_budget_begins_as_far_ahead_as_the_version_has_it(String version, int months) {
        String path = account + CONSUMPTION + "ahead?api-version=" + version;

        judge(
                path,
                body("10", "Monthly", (months + 1) + "m", "", notification("80", EMAIL)),
                "Start date of a budget must not be more than " + months + " months in the future.");
        judge(path, body("10", "Monthly", months + "m", "", notification("80", EMAIL)), null);
    }

    @Test
    void a_group_without_an_address_is_not_enough_before_2019_10_01() {
        String subscription = JudgedBodies.ownedSubscription();
        String group = "\"contactGroups\":[\"/subscriptions/" + subscription
                + "/resourceGroups/g/providers/Microsoft.Insights/actionGroups/a\"]";
        String path = "/subscriptions/" + subscription + CONSUMPTION + "group";

        judge(
                path + OF_2019,
                JudgedBodies.with(notification("80", group)),
                "Notification 'n' needs at least one contactEmail in api-version 2019-05-01 of Microsoft.Consumption.");
        judge(path + OF_2019, JudgedBodies.with(notification("80", group + "," + EMAIL)), null);
        judge(path + NEWEST, JudgedBodies.with(notification("80", group)), null);
    }

    @Test
    void filters_come_back_as_sent_in_their_versions_and_as_a_filter_in_the_others() {
        String subscription = "/subscriptions/" + JudgedBodies.ownedSubscription();
        String filters =
                "\"filters\":{\"resourceGroups\":[\"MYDEVTESTRG\"],\"tags\":{\"category\":[\"Dev\",\"Prod\"]}}";
        String filter = "\"filter\":{\"and\":[{\"dimensions\":{\"name\":\"ResourceGroupName\",\"operator\":\"In\","
                + "\"values\":[\"MYDEVTESTRG\"]}},{\"tags\":{\"name\":\"category\",\"operator\":\"In\","
                + "\"values\":[\"Dev\",\"Prod\"]}}]}";

        Response made = put(
                GLOBAL_ADMIN,
                subscription + CONSUMPTION + "old" + OF_2019,
                body("10", "Monthly", "0m", filters + ",", notification("80", EMAIL)));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.asString()).contains(filters).doesNotContain("\"filter\":");
        for (String version : new String[] {OF_2018, "?api-version=2019-06-01"}) {
            assertThat(get(GLOBAL_ADMIN, subscription + CONSUMPTION + "old" + version)
                            .asString())
                    .contains(filters)
                    .doesNotContain("\"filter\":");
        }
        for (String later : new String[] {
            CONSUMPTION + "old?api-version=2019-10-01",
            CONSUMPTION + "old" + NEWEST,
            COST_MANAGEMENT + "old?api-version=2019-04-01-preview",
            "/providers/Microsoft.Consumption/budgets" + NEWEST
        }) {
            assertThat(get(GLOBAL_ADMIN, subscription + later).asString())
                    .as(later)
                    .contains(filter)
                    .doesNotContain("\"filters\":");
        }
        judge(
                subscription + CONSUMPTION + "new" + NEWEST,
                body("10", "Monthly", "0m", filter + ",", notification("80", EMAIL)),
                null);
        assertThat(Client.value("select count(distinct series_id) || ' ' || count(*) from budget where scope_arm_id = '"
                        + subscription + "'"))
                .as("both count the same charges")
                .isEqualTo("1 2");
    }

    @Test
    void filters_are_refused_with_azure_s_message_where_they_never_were() {
        String filters = body("10", "Monthly", "0m", "\"filters\":{\"meters\":[\"a\"]},", notification("80", EMAIL));
        String subscription = "/subscriptions/" + JudgedBodies.ownedSubscription();

        for (String path : new String[] {
            account + CONSUMPTION + "b" + OF_2019,
            account + "/customers/c" + CONSUMPTION + "b" + OF_2018,
            subscription + CONSUMPTION + "b?api-version=2019-10-01",
            subscription + CONSUMPTION + "b" + NEWEST,
            subscription + COST_MANAGEMENT + "b?api-version=2019-04-01-preview"
        }) {
            judge(
                    path,
                    filters,
                    "Invalid budget configuration, please use filter interface with 2019-05-01-preview version");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2018-10-01, '', T00:00:00Z",
        "2019-10-01, '', T00:00:00Z",
        "2024-08-01, '', T00:00:00Z",
        "2024-08-01, T00:00:00, T00:00:00Z",
        "2024-08-01, T00:00, T00:00:00Z",
        "2019-10-01, T00:00:00Z, T00:00:00Z",
        "2021-10-01, T00:00:00.000Z, T00:00:00.000Z",
        "2019-10-01, T00:00:00+00:00, T00:00:00+00:00",
    })
    void a_date_without_time_or_offset_comes_back_with_it_and_any_other_as_it_was_sent(
            String version, String sent, String shown) {
        LocalDate first = BudgetBodies.thisMonth();
        String path = account + CONSUMPTION + "dates?api-version=" + version;

        judge(path, body("10", "Monthly", first + sent, "", notification("80", EMAIL)), null);

        assertThat(get(GLOBAL_ADMIN, path).asString())
                .contains("\"timePeriod\":{\"startDate\":\"" + first + shown + "\",\"endDate\":\"" + first.plusYears(10)
                        + shown + "\"}");
        judge(
                path,
                body(
                        "10",
                        "Monthly",
                        first + sent + "\",\"endDate\":\"" + first.plusYears(2) + sent,
                        "",
                        notification("80", EMAIL)),
                null);
        assertThat(get(GLOBAL_ADMIN, path).asString())
                .contains("\"startDate\":\"" + first + shown + "\",\"endDate\":\"" + first.plusYears(2) + shown);
    }

    @Test
    void a_date_of_a_budget_of_reservations_comes_back_completed_as_well() {
        LocalDate first = BudgetBodies.thisMonth();
        String path = account + COST_MANAGEMENT + "reservations?api-version=2023-11-01";

        judge(path, """
                {"properties":{"category":"ReservationUtilization","timeGrain":"Last7Days","timePeriod":{"startDate":"%s"},"notifications":
                {"low":{"enabled":true,"operator":"LessThan","threshold":90,"contactEmails":["a@example.com"]}}}}""".formatted(first), null);

        assertThat(get(GLOBAL_ADMIN, path).asString())
                .contains("\"timePeriod\":{\"startDate\":\"" + first + "T00:00:00Z\",\"endDate\":\""
                        + first.plusYears(3) + "T00:00:00Z\"}");
    }
}
