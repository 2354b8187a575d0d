package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who changed which budget: each test has a billing account of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AuditOverHttpTest {

    private final String account = "/providers/Microsoft.Billing/billingAccounts/Audited-" + UUID.randomUUID();
    private final String budgets = account + "/providers/Microsoft.Consumption/budgets/";

    @Test
    void every_change_is_told_with_who_when_where_before_and_after() {
        Response made = put(GLOBAL_ADMIN, budgets + "Web" + VERSION, BudgetBodies.monthly("10"));
        Response changed = put(ADMIN_AGENT, budgets + "web" + VERSION, BudgetBodies.monthly("11"));
        Response deleted = as(GLOBAL_ADMIN).delete(budgets + "WEB" + VERSION);

        JsonPath audit = audit("scope=" + account);
        assertThat(audit.getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(audit.getList("value.principal"))
                .containsExactly(GLOBAL_ADMIN.principalId(), ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        assertThat(audit.getList("value.requestId"))
                .containsExactly(
                        deleted.header("x-ms-request-id"),
                        changed.header("x-ms-request-id"),
                        made.header("x-ms-request-id"));
        assertThat(audit.getList("value.budget")).containsOnly("Web");
        assertThat(audit.getList("value.name")).containsOnly("Web");
        assertThat(audit.getList("value.kind")).containsOnly("budget");
        assertThat(audit.getList("value.scope")).containsOnly(account);
        assertThat(audit.getList("value.budgetId").stream().distinct()).hasSize(1);
        assertThat(audit.getString("value[2].before")).isNull();
        assertThat(audit.getInt("value[2].after.amount")).isEqualTo(10);
        assertThat(audit.getInt("value[1].before.amount")).isEqualTo(10);
        assertThat(audit.getInt("value[1].after.amount")).isEqualTo(11);
        assertThat(audit.getString("value[0].after")).isNull();
        assertThat(Instant.parse(audit.getString("value[0].at")))
                .isAfter(Instant.parse(audit.getString("value[2].at")));
        assertThat(audit.getString("nextLink")).isNull();
    }

    @Test
    void what_is_refused_or_changes_nothing_leaves_no_entry() {
        put(GLOBAL_ADMIN, budgets + "b" + VERSION, "{}");
        put(OUTSIDER, budgets + "b" + VERSION, BudgetBodies.monthly("10"));
        as(GLOBAL_ADMIN).delete(budgets + "never-was" + VERSION);

        assertThat(audit("scope=" + account).getList("value")).isEmpty();
    }

    @Test
    void it_is_asked_by_scope_budget_principal_and_time() {
        String customer = account + "/customers/" + UUID.randomUUID();
        put(GLOBAL_ADMIN, budgets + "one" + VERSION, BudgetBodies.monthly("10"));
        put(ADMIN_AGENT, budgets + "two" + VERSION, BudgetBodies.monthly("10"));
        put(
                GLOBAL_ADMIN,
                customer + "/providers/Microsoft.Consumption/budgets/below" + VERSION,
                BudgetBodies.monthly("10"));

        assertThat(names("scope=" + account.toUpperCase(Locale.ROOT))).containsExactly("below", "two", "one");
        assertThat(names("scope=" + customer)).containsExactly("below");
        assertThat(names("scope=" + account + "&budget=ONE")).containsExactly("one");
        assertThat(names("scope=" + account + "&principal="
                        + ADMIN_AGENT.principalId().toUpperCase(Locale.ROOT)))
                .containsExactly("two");
        String middle = audit("scope=" + account).getString("value[1].at");
        assertThat(names("scope=" + account + "&since=" + middle)).containsExactly("below", "two");
        assertThat(names("scope=" + account + "&until=" + middle)).containsExactly("one");
        assertThat(names("scope=" + account + "&until=2020-01-01")).isEmpty();
    }

    @Test
    void a_scope_whose_name_begins_the_same_is_not_below() {
        put(
                GLOBAL_ADMIN,
                account + "-other/providers/Microsoft.Consumption/budgets/b" + VERSION,
                BudgetBodies.monthly("10"));

        assertThat(names("scope=" + account)).isEmpty();
    }

    @Test
    void pages_follow_each_other_by_their_links_and_miss_nothing() {
        put(GLOBAL_ADMIN, budgets + "b" + VERSION, BudgetBodies.monthly("1"));
        for (int amount = 2; amount <= 205; amount++) {
            put(GLOBAL_ADMIN, budgets + "b" + VERSION, BudgetBodies.monthly(Integer.toString(amount)));
        }

        List<Integer> amounts = new ArrayList<>();
        String next = "/v1/audit?scope=" + account + "&budget=b";
        List<Integer> sizes = new ArrayList<>();
        while (next != null) {
            JsonPath page = get(GLOBAL_ADMIN, next).jsonPath();
            amounts.addAll(page.getList("value.after.amount", Integer.class));
            sizes.add(page.getList("value").size());
            next = page.getString("nextLink");
            assertThat(next == null || next.startsWith("http://")).isTrue();
        }
        assertThat(sizes).containsExactly(100, 100, 5);
        assertThat(amounts).hasSize(205).doesNotHaveDuplicates().first().isEqualTo(205);
    }

    @Test
    void only_the_partner_s_admins_read_it() {
        assertThat(get(ADMIN_AGENT, "/v1/audit").statusCode()).isEqualTo(200);
        assertThat(get(OUTSIDER, "/v1/audit").statusCode()).isEqualTo(403);
        assertThat(as(UUID.randomUUID().toString(), UUID.randomUUID().toString(), "GlobalAdmin")
                        .get("/v1/audit")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_malformed_question_is_refused() {
        for (String query : List.of(
                "since=yesterday",
                "since=+1000000000-01-01T00:00:00Z",
                "since=-999999999-01-01",
                "until=2026-13-01",
                "until=2026-11-01T00:00:00",
                "scope=nothing",
                "kind=receipt",
                "kind=",
                "budget=b&kind=policy",
                "budget=b&name=b",
                "scope=" + account + "/invoices",
                "budget=%00",
                "principal=a%0ab",
                "budget=" + "x".repeat(3000) + "%01",
                "$skiptoken=x",
                "$skiptoken=-1",
                "$skiptoken=9999999999999999999")) {
            Response refused = get(GLOBAL_ADMIN, "/v1/audit?" + query);

            assertThat(refused.statusCode())
                    .as(query + " " + refused.asString())
                    .isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("BadRequest");
        }
    }

    @Test
    void the_database_refuses_to_change_what_was_written() {
        put(GLOBAL_ADMIN, budgets + "b" + VERSION, BudgetBodies.monthly("10"));

        for (String sql : List.of("update audit set principal = 'nobody'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> Client.sql(sql)).hasStackTraceContaining("the audit is only added to");
        }
        assertThat(names("scope=" + account)).containsExactly("b");
    }

    private static List<String> names(String query) {
        return audit(query).getList("value.budget");
    }

    private static JsonPath audit(String query) {
        Response found = get(GLOBAL_ADMIN, "/v1/audit?" + query);
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        return found.jsonPath();
    }
}
