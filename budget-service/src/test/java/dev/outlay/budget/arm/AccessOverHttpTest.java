package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who reaches what, over HTTP: each test has an account, a customer and a subscription of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AccessOverHttpTest {

    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String BILLING = "?api-version=2020-05-01";

    private final String account = "acc-" + UUID.randomUUID();
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String principal = UUID.randomUUID().toString();
    private final String budgets = "/subscriptions/" + subscription + "/providers/Microsoft.Consumption/budgets";
    private final String assignments =
            "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments";
    private final String customerPath =
            "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer;

    @BeforeEach
    void a_subscription_is_known_from_its_charges() {
        own(account, customer);
    }

    private void own(String atAccount, String atCustomer) {
        Client.onboard(atAccount, atCustomer);
        String key = String.join("' || chr(10) || '", "s", atAccount, atCustomer, subscription)
                .toLowerCase(Locale.ROOT);
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, currency) values ('" + key
                        + "', 4, '" + atAccount + "', '" + atCustomer + "', '" + subscription
                        + "', 'SEK') on conflict do nothing",
                "insert into subscription_owner select '" + subscription + "', id, now() from scope where key = '" + key
                        + "' on conflict (subscription) do update set scope_id = excluded.scope_id");
    }

    @Test
    void a_partner_s_admin_reaches_billing_scopes_and_no_subscription_unless_assigned() {
        assertThat(get(ADMIN_AGENT, customerPath + "/providers/Microsoft.Consumption/budgets" + VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(ADMIN_AGENT, budgets + VERSION).statusCode()).isEqualTo(403);

        assertThat(assign(GLOBAL_ADMIN, "Reader", ADMIN_AGENT.principalId()).statusCode())
                .isEqualTo(201);

        assertThat(get(ADMIN_AGENT, budgets + VERSION).statusCode()).isEqualTo(200);
        assertThat(put(ADMIN_AGENT, budgets + "/b" + VERSION, BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_policy_opens_and_closes_the_door_for_the_customer_s_users() {
        assign(GLOBAL_ADMIN, "Owner", principal);
        assertThat(list(customer)).isEqualTo(403);

        policy("Allowed");
        assertThat(list(customer)).isEqualTo(200);
        Response kept = as(principal, customer).body(BudgetBodies.monthly("10")).put(budgets + "/mine" + VERSION);
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(201);
        assertThat(kept.asString()).contains("\"unit\":\"SEK\"");

        policy("NotAllowed");
        assertThat(list(customer)).isEqualTo(403);
        assertThat(as(principal, customer).get(budgets + VERSION).asString()).contains("viewCharges");
        assertThat(list(UUID.randomUUID().toString())).as("another tenant").isEqualTo(403);
    }

    @Test
    void an_owner_in_the_customer_s_tenant_reaches_no_billing_scope() {
        assign(GLOBAL_ADMIN, "Owner", principal);
        policy("Allowed");

        for (String path : new String[] {
            customerPath + BILLING,
            customerPath + "/policies/default" + BILLING,
            customerPath + "/providers/Microsoft.Consumption/budgets" + VERSION,
            "/providers/Microsoft.Billing/billingAccounts/" + account + BILLING,
            "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers" + BILLING,
            "/v1/ledger",
            "/v1/recounts/" + UUID.randomUUID()
        }) {
            assertThat(as(principal, customer, "GlobalAdmin").get(path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void a_moved_subscription_shows_its_new_customer_nothing_of_the_old_one() {
        String former = customer;
        String later = UUID.randomUUID().toString();
        policy("Allowed");
        assign(GLOBAL_ADMIN, "Owner", principal);
        as(principal, former).body(BudgetBodies.monthly("10")).put(budgets + "/old" + VERSION);

        own(account, later);
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                .put("/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + later
                        + "/policies/default" + BILLING);

        assertThat(as(principal, later).get(budgets + VERSION).jsonPath().getList("value"))
                .isEmpty();
        assertThat(as(principal, former).get(budgets + VERSION).jsonPath().getList("value.name"))
                .containsExactly("old");
        assertThat(as(principal, former).get(assignments + AUTHORIZATION).statusCode())
                .as("who owned it before assigns no more")
                .isEqualTo(403);
        assertThat(as(principal, later).get(assignments + AUTHORIZATION).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_role_at_a_subscription_is_inherited_by_its_resource_groups_and_not_the_other_way() {
        String group = "/subscriptions/" + subscription + "/resourceGroups/RG-1";
        String other = UUID.randomUUID().toString();
        policy("Allowed");
        assign(GLOBAL_ADMIN, "Contributor", principal);
        as(GLOBAL_ADMIN)
                .body(assignment("Cost Management Reader", other))
                .put(group + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + AUTHORIZATION);

        Response kept = as(principal, customer)
                .body(BudgetBodies.monthly("10"))
                .put(group + "/providers/Microsoft.Consumption/budgets/rg" + VERSION);
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(201);
        assertThat(kept.jsonPath().getString("id")).isEqualTo(group + "/providers/Microsoft.Consumption/budgets/rg");
        assertThat(as(other, customer)
                        .get(group.replace("resourceGroups/RG", "resourcegroups/rg")
                                + "/providers/Microsoft.Consumption/budgets/RG" + VERSION)
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(other, customer).get(budgets + VERSION).statusCode()).isEqualTo(403);
    }

    @Test
    void an_unknown_subscription_is_told_as_such_to_those_who_may_ask() {
        String unknown = "/subscriptions/" + UUID.randomUUID();
        as(GLOBAL_ADMIN)
                .body(assignment("Reader", ADMIN_AGENT.principalId()))
                .put(unknown + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + AUTHORIZATION);

        Response asked = get(ADMIN_AGENT, unknown + "/providers/Microsoft.Consumption/budgets" + VERSION);

        assertThat(asked.statusCode()).isEqualTo(404);
        assertThat(asked.jsonPath().getString("error.code")).isEqualTo("SubscriptionNotFound");
        assertThat(asked.jsonPath().getString("error.message")).contains("first charge");
        assertThat(get(GLOBAL_ADMIN, unknown + "/providers/Microsoft.Consumption/budgets" + VERSION)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void assignments_are_made_changed_listed_and_deleted_and_each_change_is_told() {
        String name = UUID.randomUUID().toString();
        String path = assignments + "/" + name + AUTHORIZATION;

        Response made = as(GLOBAL_ADMIN).body(assignment("Owner", principal)).put(path);
        Response changed =
                as(GLOBAL_ADMIN).body(assignment("Reader", principal)).put(path);
        Response moved = as(GLOBAL_ADMIN)
                .body(assignment("Reader", UUID.randomUUID().toString()))
                .put(path);
        Response read = get(GLOBAL_ADMIN, path);
        Response deleted = as(GLOBAL_ADMIN).delete(path);
        Response again = as(GLOBAL_ADMIN).delete(path);

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(moved.statusCode()).isEqualTo(409);
        assertThat(read.jsonPath().getString("properties.roleDefinitionId"))
                .endsWith("acdd72a7-3385-48ef-bd42-f606fba81ae7");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(get(GLOBAL_ADMIN, path).statusCode()).isEqualTo(404);
    }

    @Test
    void only_admins_and_owners_assign() {
        policy("Allowed");
        assign(GLOBAL_ADMIN, "Contributor", principal);
        String another = UUID.randomUUID().toString();

        assertThat(as(principal, customer)
                        .body(assignment("Reader", another))
                        .put(assignments + "/" + UUID.randomUUID() + AUTHORIZATION)
                        .statusCode())
                .isEqualTo(403);
        assign(GLOBAL_ADMIN, "Owner", principal);
        assertThat(as(principal, customer)
                        .body(assignment("Reader", another))
                        .put(assignments + "/" + UUID.randomUUID() + AUTHORIZATION)
                        .statusCode())
                .isEqualTo(201);
        assertThat(as(Persona.OUTSIDER)
                        .body(assignment("Owner", Persona.OUTSIDER.principalId()))
                        .put(assignments + "/" + UUID.randomUUID() + AUTHORIZATION)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void accounts_profiles_and_customers_are_listed() {
        put(
                GLOBAL_ADMIN,
                customerPath + BILLING,
                "{\"properties\":{\"displayName\":\"Kund AB\",\"agreementType\":\"MicrosoftCustomerAgreement\"}}");
        String profile = "/providers/Microsoft.Billing/billingAccounts/" + account + "/billingProfiles/P1";
        put(GLOBAL_ADMIN, profile + BILLING, "{\"properties\":{\"poNumber\":\"4711\"}}");
        put(GLOBAL_ADMIN, profile + "/providers/Microsoft.Consumption/budgets/b" + VERSION, BudgetBodies.monthly("1"));
        String accounts = "/providers/Microsoft.Billing/billingAccounts/" + account;
        put(GLOBAL_ADMIN, accounts + "/providers/Microsoft.Consumption/budgets/b" + VERSION, BudgetBodies.monthly("1"));

        assertThat(ListedPages.follow("/providers/Microsoft.Billing/billingAccounts" + BILLING + "&$top=1000")
                        .all())
                .contains(account);
        assertThat(get(GLOBAL_ADMIN, accounts + BILLING).statusCode()).isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, accounts + "/billingProfiles" + BILLING)
                        .jsonPath()
                        .getList("value.name"))
                .containsExactly("P1");
        assertThat(get(GLOBAL_ADMIN, profile + BILLING).statusCode()).isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, accounts + "/customers" + BILLING)
                        .jsonPath()
                        .getList("value.properties.displayName"))
                .containsExactly("Kund AB");
        assertThat(get(GLOBAL_ADMIN, accounts + "/customers/nobody" + BILLING).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_policy_defaults_to_NotAllowed_and_takes_only_its_two_words() {
        put(
                GLOBAL_ADMIN,
                customerPath + BILLING,
                "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"}}");
        String path = customerPath + "/policies/default" + BILLING;

        assertThat(get(GLOBAL_ADMIN, path).jsonPath().getString("properties.viewCharges"))
                .isEqualTo("NotAllowed");
        assertThat(put(GLOBAL_ADMIN, path, "{\"properties\":{\"viewCharges\":\"Maybe\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(GLOBAL_ADMIN, path, "{\"properties\":{\"viewCharges\":\"allowed\"}}")
                        .jsonPath()
                        .getString("properties.viewCharges"))
                .isEqualTo("Allowed");
    }

    private int list(String tenant) {
        return as(principal, tenant).get(budgets + VERSION).statusCode();
    }

    private void policy(String viewCharges) {
        Response set = put(
                GLOBAL_ADMIN,
                customerPath + "/policies/default" + BILLING,
                "{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }

    private Response assign(Persona by, String role, String to) {
        return as(by).body(assignment(role, to)).put(assignments + "/" + UUID.randomUUID() + AUTHORIZATION);
    }

    private static String assignment(String role, String principalId) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principalId + "\"}}";
    }
}
