package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A customer with a subscription, somebody of its people, and a role that can be made; of each test its own. */
abstract class CustomRoleFixture {

    static final String AUTHORIZATION = "?api-version=2022-04-01";
    static final String BILLING = "?api-version=2020-05-01";
    static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions/";

    final String account = "acc-" + UUID.randomUUID();
    final String customer = UUID.randomUUID().toString();
    final String principal = UUID.randomUUID().toString();
    final String subscription = "/subscriptions/" + UUID.randomUUID();
    final String group = subscription + "/resourceGroups/Web";
    final String id = UUID.randomUUID().toString();
    final String role = subscription + DEFINITIONS + id + AUTHORIZATION;
    final String name = "Watcher " + id;
    final String budget = "/providers/Microsoft.Consumption/budgets/b" + VERSION;

    @BeforeEach
    void a_subscription_is_known_from_its_charges() {
        own(customer, subscription);
        policy(customer, "Allowed");
    }

    void own(String owner, String owned) {
        Client.onboard(account, owner);
        String bare = owned.substring("/subscriptions/".length());
        String key = String.join("' || chr(10) || '", "s", account, owner, bare);
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, currency) values ('" + key
                        + "', 4, '" + account + "', '" + owner + "', '" + bare + "', 'SEK') on conflict do nothing",
                "insert into subscription_owner select '" + bare + "', id, now() from scope where key = '" + key
                        + "' on conflict (subscription) do update set scope_id = excluded.scope_id");
    }

    void policy(String of, String viewCharges) {
        put(
                GLOBAL_ADMIN,
                "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + of + "/policies/default"
                        + BILLING,
                "{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}");
    }

    static String body(String title, String actions, String notActions, String... scopes) {
        return "{\"properties\":{\"roleName\":\"" + title
                + "\",\"description\":\"Watches\",\"type\":\"CustomRole\",\"permissions\":[{\"actions\":["
                + quoted(actions)
                + "],\"notActions\":[" + quoted(notActions)
                + "],\"dataActions\":[\"Microsoft.Storage/*/read\"]}],\"assignableScopes\":["
                + quoted(String.join(" ", scopes)) + "]}}";
    }

    private static String quoted(String words) {
        return words.isEmpty() ? "" : "\"" + words.replace(" ", "\",\"") + "\"";
    }

    Response define(String actions, String notActions, String... scopes) {
        return put(GLOBAL_ADMIN, role, body(name, actions, notActions, scopes));
    }

    Response assign(String scope, String definition, String whom) {
        return put(
                GLOBAL_ADMIN,
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + AUTHORIZATION,
                "{\"properties\":{\"roleDefinitionId\":\"" + definition + "\",\"principalId\":\"" + whom + "\"}}");
    }

    static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("error.code"))
                .as(answer.asString())
                .isEqualTo(code);
    }

    static List<String> listed(String scope, String filter) {
        Response list = get(
                GLOBAL_ADMIN, scope + "/providers/Microsoft.Authorization/roleDefinitions" + AUTHORIZATION + filter);
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        return list.jsonPath().getList("value.properties.roleName");
    }

    /** What is answered to whoever writes a budget there, who is one of the customer's people. */
    int write(String scope) {
        return as(principal, customer)
                .body(BudgetBodies.monthly("10"))
                .put(scope + budget)
                .statusCode();
    }
}
