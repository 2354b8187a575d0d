package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Roles at a management group reach the subscriptions in it, and cost is not seen there. Each test has groups and subscriptions of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ManagementGroupsOverHttpTest {

    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";
    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String MANAGEMENT = "?api-version=2020-05-01";
    private static final String BILLING = "?api-version=2020-05-01";

    private final String group = GROUPS + "Group-" + UUID.randomUUID();
    private final String account = "acc-" + UUID.randomUUID();
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String principal = UUID.randomUUID().toString();
    private final String budgets = "/providers/Microsoft.Consumption/budgets" + VERSION;

    @BeforeEach
    void a_subscription_is_known_from_its_charges() {
        Client.onboard(account, customer);
        String key = String.join("' || chr(10) || '", "s", account, customer, subscription);
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, currency) values ('" + key
                        + "', 4, '" + account + "', '" + customer + "', '" + subscription + "', 'SEK')",
                "insert into subscription_owner select '" + subscription + "', id, now() from scope where key = '" + key
                        + "'");
    }

    @Test
    void a_role_at_a_group_reaches_the_subscriptions_in_it_while_they_are_in_it() {
        assertThat(assign(group, "Contributor", ADMIN_AGENT.principalId()).statusCode())
                .isEqualTo(201);
        assertThat(sees()).isEqualTo(403);

        Response member = member(group, subscription.toUpperCase(Locale.ROOT));
        assertThat(member.statusCode()).as(member.asString()).isEqualTo(200);
        assertThat(member.jsonPath().getString("id"))
                .isEqualTo(group + "/subscriptions/" + subscription.toUpperCase(Locale.ROOT));
        assertThat(member.jsonPath().getString("properties.parent.id")).isEqualTo(group);
        assertThat(sees()).isEqualTo(200);
        assertThat(put(
                                ADMIN_AGENT,
                                "/subscriptions/" + subscription
                                        + "/resourceGroups/web/providers/Microsoft.Consumption/budgets/b" + VERSION,
                                BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(201);

        Response gone = as(GLOBAL_ADMIN).delete(group + "/subscriptions/" + subscription + MANAGEMENT);
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(sees()).isEqualTo(403);
        assertThat(as(GLOBAL_ADMIN)
                        .delete(group + "/subscriptions/" + subscription + MANAGEMENT)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_subscription_is_in_one_group_at_most() {
        String other = GROUPS + "other-" + UUID.randomUUID();
        assign(group, "Reader", ADMIN_AGENT.principalId());
        member(group, subscription);
        assertThat(sees()).isEqualTo(200);

        member(other, subscription);

        assertThat(sees()).isEqualTo(403);
        assertThat(get(GLOBAL_ADMIN, group + "/subscriptions" + MANAGEMENT)
                        .jsonPath()
                        .getList("value"))
                .isEmpty();
        assertThat(get(GLOBAL_ADMIN, group + "/subscriptions/" + subscription + MANAGEMENT)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, other.toUpperCase(Locale.ROOT) + "/SUBSCRIPTIONS" + MANAGEMENT)
                        .jsonPath()
                        .getList("value.name"))
                .containsExactly(subscription);
        assertThat(as(GLOBAL_ADMIN)
                        .delete(group + "/subscriptions/" + subscription + MANAGEMENT)
                        .statusCode())
                .as("it is not in this one")
                .isEqualTo(204);
    }

    @Test
    void an_assignment_at_a_group_is_listed_read_changed_and_deleted_there() {
        member(group, subscription);
        Response made = assign(group, "Reader", ADMIN_AGENT.principalId());
        String id = made.jsonPath().getString("id");

        assertThat(id).startsWith(group + "/providers/Microsoft.Authorization/roleAssignments/");
        assertThat(made.jsonPath().getString("properties.scope")).isEqualTo(group);
        assertThat(get(GLOBAL_ADMIN, group + "/providers/Microsoft.Authorization/roleAssignments" + AUTHORIZATION)
                        .jsonPath()
                        .getList("value.id"))
                .containsExactly(id);
        assertThat(get(GLOBAL_ADMIN, id + AUTHORIZATION).statusCode()).isEqualTo(200);
        assertThat(sees()).isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN).delete(id + AUTHORIZATION).statusCode()).isEqualTo(200);
        assertThat(sees()).isEqualTo(403);
    }

    @Test
    void a_customer_s_user_inherits_no_more_than_the_policy_allows() {
        assign(group, "Reader", principal);
        member(group, subscription);
        String path = "/subscriptions/" + subscription + budgets;
        assertThat(as(principal, customer).get(path).statusCode()).isEqualTo(403);

        put(
                GLOBAL_ADMIN,
                "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer
                        + "/policies/default" + BILLING,
                "{\"properties\":{\"viewCharges\":\"Allowed\"}}");

        assertThat(as(principal, customer).get(path).statusCode()).isEqualTo(200);
        assertThat(as(principal, UUID.randomUUID().toString()).get(path).statusCode())
                .as("a user of another customer")
                .isEqualTo(403);
    }

    @Test
    void an_owner_at_a_group_assigns_there_when_it_is_the_partner_s_and_puts_nothing_into_it() {
        assign(group, "Owner", principal);
        String assignment =
                group + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + AUTHORIZATION;

        assertThat(as(principal, PARTNER_TENANT)
                        .body(assignment("Reader", UUID.randomUUID().toString()))
                        .put(assignment)
                        .statusCode())
                .isEqualTo(201);
        assertThat(as(principal, customer).get(assignment).statusCode()).isEqualTo(403);
        for (Response refused : new Response[] {
            as(principal, PARTNER_TENANT).put(group + "/subscriptions/" + subscription + MANAGEMENT),
            as(principal, PARTNER_TENANT).get(group + "/subscriptions" + MANAGEMENT),
            as(OUTSIDER).delete(group + "/subscriptions/" + subscription + MANAGEMENT)
        }) {
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("AuthorizationFailed");
        }
    }

    @Test
    void it_is_no_scope_of_cost() {
        for (String path : new String[] {
            "/providers/Microsoft.Consumption/budgets",
            "/providers/microsoft.costmanagement/budgets/b",
            "/providers/Microsoft.CostManagement/query",
            "/providers/Microsoft.CostManagement/alerts",
            "/providers/Microsoft.Consumption/usageDetails"
        }) {
            Response refused = get(GLOBAL_ADMIN, group + path + VERSION);

            assertThat(refused.statusCode()).as(path).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("SubscriptionTypeNotSupported");
        }
        assertThat(given().get(group + budgets).statusCode()).isEqualTo(401);
        assertThat(get(GLOBAL_ADMIN, group + "/providers/Microsoft.Insights/actionGroups" + VERSION)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, group + "/providers/Microsoft.Authorization/roleDefinitions" + AUTHORIZATION)
                        .jsonPath()
                        .getList("value"))
                .hasSize(5);
    }

    @Test
    void what_is_inherited_is_told_for_each_subscription_and_taken_back() {
        member(group, subscription);
        String name = assign(group, "Reader", principal).jsonPath().getString("name");
        String inherited = "assignment/" + name + "/" + subscription;
        AccessTopic topic = new AccessTopic();
        assertThat(topic.next(inherited))
                .contains("\"scope\":\"/subscriptions/" + subscription + "\"", principal, "\"Reader\"");

        member(GROUPS + "elsewhere-" + UUID.randomUUID(), subscription);
        assertThat(topic.next(inherited)).isEmpty();

        member(group, subscription);
        assertThat(topic.next(inherited)).contains(principal);

        as(GLOBAL_ADMIN).delete(group + "/providers/Microsoft.Authorization/roleAssignments/" + name + AUTHORIZATION);
        assertThat(topic.next(inherited)).isEmpty();
    }

    private int sees() {
        return get(ADMIN_AGENT, "/subscriptions/" + subscription + budgets).statusCode();
    }

    private static Response member(String of, String subscription) {
        return as(GLOBAL_ADMIN).put(of + "/subscriptions/" + subscription + MANAGEMENT);
    }

    private static Response assign(String at, String role, String to) {
        return as(GLOBAL_ADMIN)
                .body(assignment(role, to))
                .put(at + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID() + AUTHORIZATION);
    }

    private static String assignment(String role, String principalId) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principalId + "\"}}";
    }
}
