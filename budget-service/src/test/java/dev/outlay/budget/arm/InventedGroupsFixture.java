package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A subscription in which somebody of its customer makes budgets in resource groups that nobody has seen, and what could not be made by requests within a test. */
abstract class InventedGroupsFixture extends CustomRoleFixture {

    private static final String COLUMNS =
            "scope_id, scope_arm_id, provider, category, amount, time_grain, metric, start_date, end_date, filter, filter_text,"
                    + " notifications, time_period, series_id, version, created_at, changed_at, created_by, created_tenant,"
                    + " change";

    @BeforeEach
    void somebody_of_the_customer_s_writes_budgets() {
        assign(subscription, "Contributor", principal);
    }

    @AfterEach
    void what_was_copied_goes() {
        Client.sql("delete from budget where scope_id in (" + scopes() + ")");
    }

    String invented(int number) {
        return subscription + "/resourceGroups/invented-" + number;
    }

    static String path(String budget) {
        int name = budget.lastIndexOf('/');
        return budget.substring(0, name) + "/providers/Microsoft.Consumption/budgets" + budget.substring(name)
                + VERSION;
    }

    static String list(String scope) {
        return scope + "/providers/Microsoft.Consumption/budgets" + VERSION;
    }

    Response put(String budget, String body) {
        return as(principal, customer).body(body).put(path(budget));
    }

    void made(String budget) {
        Response made = put(budget, small());
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    static String small() {
        return BudgetBodies.monthly("10");
    }

    /** A budget with so many addresses of 40 characters, of which 100 are about 4 KiB. */
    static String emails(int count) {
        return body(
                "",
                IntStream.range(0, (count + 39) / 40)
                        .mapToObj(i ->
                                "\"n%d\":{\"enabled\":true,\"operator\":\"GreaterThan\",\"threshold\":%d,\"thresholdType\":\"%s\",\"contactEmails\":[%s]}"
                                        .formatted(
                                                i,
                                                10 + i,
                                                i < 5 ? "Actual" : "Forecasted",
                                                IntStream.range(0, 40)
                                                        .mapToObj(j -> "\"%040d@example.com\""
                                                                .formatted(j)
                                                                .replaceFirst("0{12}", "a"))
                                                        .collect(Collectors.joining(","))))
                        .collect(Collectors.joining(",")));
    }

    static String body(String filter, String notifications) {
        return BudgetBodies.body("10", "Monthly", BudgetBodies.thisMonth() + "T00:00:00Z", filter, notifications);
    }

    /** A filter by as many resource ids as are asked for, each of 150 characters. */
    String resources(int count) {
        return "\"filter\":{\"dimensions\":{\"name\":\"ResourceId\",\"operator\":\"In\",\"values\":["
                + IntStream.range(0, count)
                        .mapToObj(i -> "\"" + invented(1) + "/providers/Microsoft.Compute/virtualMachines/vm-"
                                + "%032d".formatted(i) + "\"")
                        .collect(Collectors.joining(","))
                + "]}},";
    }

    void copy(String scope, String prefix, int count) {
        copy(scope, prefix, count, 0);
    }

    /** Copies the one budget a of a scope in one statement, as no request could. */
    void copy(String scope, String prefix, int count, int filterBytes) {
        Client.sql("insert into budget (uuid, name, name_key, " + COLUMNS
                + ") select gen_random_uuid(), x.name, x.name, "
                + COLUMNS.replace(
                        "filter_text",
                        filterBytes == 0 ? "filter_text" : "'{\"x\":\"' || repeat('x', " + filterBytes + ") || '\"}'")
                + " from budget b, lateral (select '" + (prefix.isEmpty() ? "copy-" : prefix)
                + "' || n as name from generate_series(1, " + count + ") n) x where b.name = 'a' and scope_arm_id = '"
                + scope + "'");
    }

    String scopes() {
        return "select id from scope where billing_account = '" + account + "'";
    }

    long taken(int level) {
        return Long.parseLong(Client.value("select coalesce(sum(taken), 0) from budget_places where owner_key in ("
                + "select o.owner_key from scope s, budget_owners(s.id) o where s.billing_account = '" + account
                + "' and o.level = " + level + ")"));
    }

    void fill(int level, int places) {
        Client.sql("update budget_places set taken = " + places + " where owner_key in ("
                + "select o.owner_key from scope s, budget_owners(s.id) o where s.billing_account = '" + account
                + "' and o.level = " + level + ")");
    }

    void assertCounted() {
        String counted =
                Client.value("select sum((bytes + 4095) / 4096) from budget where deleted_at is null and scope_id in ("
                        + scopes() + ")");
        for (int level = 1; level <= 3; level++) {
            assertThat(taken(level)).as("level " + level).isEqualTo(Long.parseLong(counted));
        }
    }
}
