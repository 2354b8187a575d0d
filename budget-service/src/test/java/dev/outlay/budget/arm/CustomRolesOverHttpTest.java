package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Roles that people make are kept as Azure keeps them, and allow what their actions guard. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomRolesOverHttpTest extends CustomRoleFixture {

    @Test
    void a_role_is_read_back_as_it_was_sent_changed_listed_and_deleted() {
        assertThat(get(GLOBAL_ADMIN, role).statusCode()).isEqualTo(404);

        Response made = define("Microsoft.Consumption/* */read", "*/budgets/delete", subscription, group);

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        JsonPath read = get(GLOBAL_ADMIN, role.toUpperCase(Locale.ROOT).replace("API-VERSION", "api-version"))
                .jsonPath();
        assertThat(read.getString("id")).endsWithIgnoringCase(DEFINITIONS + id);
        assertThat(read.getString("name")).isEqualTo(id);
        assertThat(read.getString("type")).isEqualTo("Microsoft.Authorization/roleDefinitions");
        assertThat(read.getString("properties.roleName")).isEqualTo(name);
        assertThat(read.getString("properties.type")).isEqualTo("CustomRole");
        assertThat(read.getString("properties.description")).isEqualTo("Watches");
        assertThat(read.getList("properties.assignableScopes")).isEqualTo(List.of(subscription, group));
        assertThat(read.getList("properties.permissions[0].actions"))
                .isEqualTo(List.of("Microsoft.Consumption/*", "*/read"));
        assertThat(read.getList("properties.permissions[0].notActions")).isEqualTo(List.of("*/budgets/delete"));
        assertThat(read.getList("properties.permissions[0].dataActions"))
                .isEqualTo(List.of("Microsoft.Storage/*/read"));
        assertThat(read.getList("properties.permissions[0].notDataActions")).isEmpty();
        assertThat(read.getString("properties.createdBy")).isEqualTo(GLOBAL_ADMIN.principalId());

        Response changed = put(ADMIN_AGENT, role, body(name, "*/read", "", group));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(201);
        assertThat(changed.jsonPath().getString("properties.createdBy")).isEqualTo(GLOBAL_ADMIN.principalId());
        assertThat(changed.jsonPath().getString("properties.updatedBy")).isEqualTo(ADMIN_AGENT.principalId());
        assertThat(listed(subscription, "")).doesNotContain(name);
        assertThat(listed(subscription, "&$filter=atScopeAndBelow()")).contains(name, "Owner");
        assertThat(listed(group, "&$filter=atScope()")).contains(name, "Owner");
        assertThat(listed(group, "&$filter=type%20eq%20'CustomRole'")).containsExactly(name);
        assertThat(listed(group, "&$filter=type%20eq%20'BuiltInRole'")).hasSize(5);
        assertThat(listed(group, "&$filter=roleName%20eq%20'" + name.replace(" ", "%20") + "'"))
                .containsExactly(name);
        assertThat(listed(subscription + "/resourceGroups/other", "")).doesNotContain(name);

        assertThat(as(GLOBAL_ADMIN).delete(role).statusCode()).isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN).delete(role).statusCode()).isEqualTo(204);
        assertThat(get(GLOBAL_ADMIN, role).statusCode()).isEqualTo(404);
    }

    @Test
    void what_a_role_allows_acts_at_once_there_and_below_and_so_does_a_change_of_it() {
        define("Microsoft.Consumption/budgets/read", "", subscription);
        assertThat(assign(subscription, subscription + DEFINITIONS + id, principal)
                        .statusCode())
                .isEqualTo(201);
        for (String scope : List.of(subscription, group)) {
            assertThat(as(principal, customer).get(scope + budget).statusCode())
                    .as("404: it may look")
                    .isEqualTo(404);
            assertThat(write(scope)).isEqualTo(403);
        }
        assertThat(as(principal, customer)
                        .get(subscription + "/providers/Microsoft.Consumption/usageDetails" + VERSION)
                        .statusCode())
                .as("charges are another action")
                .isEqualTo(403);

        define("Microsoft.CostManagement/budgets/*", "*/delete", subscription);
        assertThat(write(group)).isEqualTo(201);
        assertThat(as(principal, customer).delete(group + budget).statusCode()).isEqualTo(403);

        define("Microsoft.Web/sites/read", "", subscription);
        assertThat(as(principal, customer).get(group + budget).statusCode()).isEqualTo(403);
    }

    @Test
    void a_budget_names_action_groups_for_whoever_may_see_some() {
        define("Microsoft.Consumption/budgets/*", "", subscription);
        assign(subscription, id, principal);
        String groups = BudgetBodies.monthly("10")
                .replace(
                        "\"contactEmails\"",
                        "\"contactGroups\":[\"" + group
                                + "/providers/microsoft.insights/actionGroups/ops\"],\"contactEmails\"");

        assertThat(write(subscription)).isEqualTo(201);
        refused(as(principal, customer).body(groups).put(subscription + budget), 403, "RBACAccessDenied");
        assertThat(as(principal, customer).get(subscription + budget).asString())
                .doesNotContain("actionGroups");

        define("Microsoft.Consumption/budgets/* Microsoft.Insights/actionGroups/read", "", subscription);
        Response named = as(principal, customer).body(groups).put(subscription + budget);
        assertThat(named.statusCode()).as(named.asString()).isEqualTo(200);
    }

    @Test
    void not_even_a_role_for_everything_opens_what_is_the_partner_s_or_while_the_policy_does_not_allow() {
        define("*", "", subscription);
        assign(subscription, id, principal);
        assertThat(as(principal, customer).get(subscription + budget).statusCode())
                .isEqualTo(404);
        String billed = "/providers/Microsoft.Billing/billingAccounts/" + account;
        for (String path : List.of(
                billed + BILLING,
                billed + "/customers/" + customer + BILLING,
                billed + "/customers/" + customer + budget,
                billed + "/customers/" + customer + "/policies/default" + BILLING,
                "/v1/ledger")) {
            assertThat(as(principal, customer).get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(as(principal, UUID.randomUUID().toString())
                        .get(subscription + budget)
                        .statusCode())
                .as("another tenant")
                .isEqualTo(403);

        policy(customer, "NotAllowed");
        assertThat(as(principal, customer).get(subscription + budget).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_role_is_assigned_where_it_is_assignable_and_shown_with_its_name() {
        define("*/read", "", group);

        refused(assign(subscription, id, principal), 400, "RoleAssignmentScopeNotAssignableToRoleDefinition");
        refused(assign(group, UUID.randomUUID().toString(), principal), 400, "RoleDefinitionDoesNotExist");
        Response assigned = assign(group, group + DEFINITIONS + id.toUpperCase(Locale.ROOT), principal);

        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        JsonPath list = get(GLOBAL_ADMIN, group + "/providers/Microsoft.Authorization/roleAssignments" + AUTHORIZATION)
                .jsonPath();
        assertThat(list.getList("value.properties.roleDefinitionId"))
                .isEqualTo(List.of(group + DEFINITIONS + id.toUpperCase(Locale.ROOT)));
        assertThat(list.getList("value.properties.roleDefinitionName")).isEqualTo(List.of(name));
    }

    @Test
    void a_role_of_a_management_group_is_assigned_there_and_at_the_subscriptions_in_it() {
        String management = "/providers/Microsoft.Management/managementGroups/" + UUID.randomUUID();
        String other = "/subscriptions/" + UUID.randomUUID();
        put(GLOBAL_ADMIN, management + subscription + "?api-version=2020-05-01", "");
        String atGroup = management + DEFINITIONS + id + AUTHORIZATION;
        Response made = put(GLOBAL_ADMIN, atGroup, body(name, "*/read", "", management));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);

        assertThat(assign(management, id, principal).statusCode()).isEqualTo(201);
        assertThat(assign(group, id, UUID.randomUUID().toString()).statusCode()).isEqualTo(201);
        assertThat(assign(other, id, principal).statusCode()).isEqualTo(400);
        assertThat(listed(subscription, "")).contains(name);
        assertThat(listed(other, "")).doesNotContain(name);
        assertThat(as(principal, customer).get(group + budget).statusCode()).isEqualTo(404);
        refused(
                put(GLOBAL_ADMIN, subscription + DEFINITIONS + id + AUTHORIZATION, body(name, "*", "", subscription)),
                400,
                "RoleDefinitionHasAssignments");

        as(GLOBAL_ADMIN).delete(management + subscription + "?api-version=2020-05-01");
        Response narrowed = put(GLOBAL_ADMIN, atGroup, body(name, "Microsoft.Web/*", "", management));
        assertThat(narrowed.statusCode())
                .as("what was assigned in the subscription goes on being decided here: " + narrowed.asString())
                .isEqualTo(201);
    }

    @Test
    void a_role_of_a_subscription_is_made_shown_and_deleted_at_the_management_group_around_it() {
        String management = "/providers/Microsoft.Management/managementGroups/" + UUID.randomUUID();
        put(GLOBAL_ADMIN, management + subscription + "?api-version=2020-05-01", "");
        String atGroup = management + DEFINITIONS + id + AUTHORIZATION;

        Response made = put(GLOBAL_ADMIN, atGroup, body(name, "*/read", "", group));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(get(GLOBAL_ADMIN, atGroup).statusCode()).isEqualTo(200);
        assertThat(listed(management, "")).doesNotContain(name);
        assertThat(listed(management, "&$filter=atScopeAndBelow()")).contains(name);
        Response assigned = assign(group, management + DEFINITIONS + id, principal);
        assertThat(assigned.jsonPath().getString("properties.roleDefinitionId"))
                .isEqualTo(management + DEFINITIONS + id);
        as(GLOBAL_ADMIN).delete(assigned.jsonPath().getString("id") + AUTHORIZATION);
        assertThat(as(GLOBAL_ADMIN).delete(atGroup).statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_has_the_subscription_now_reads_nothing_of_the_former_owner_s_roles() {
        String later = UUID.randomUUID().toString();
        assign(subscription, "Owner", principal);
        as(principal, customer).body(body(name, "*/read", "", subscription)).put(role);
        String assignment = assign(subscription, id, UUID.randomUUID().toString())
                .jsonPath()
                .getString("id");
        own(later, subscription);
        policy(later, "Allowed");

        String shown = as(principal, later).get(assignment + AUTHORIZATION).asString()
                + as(principal, later)
                        .get(subscription + "/providers/Microsoft.Authorization/roleAssignments" + AUTHORIZATION)
                        .asString()
                + as(principal, later).delete(assignment + AUTHORIZATION).asString();

        assertThat(shown).contains("RoleAssignmentNotFound").doesNotContain(name, id);
    }

    @Test
    void a_role_that_somebody_has_is_neither_deleted_nor_taken_from_where_it_is() {
        define("*/read", "", subscription);
        String assignment = assign(group, id, principal).jsonPath().getString("id");

        refused(as(GLOBAL_ADMIN).delete(role), 400, "RoleDefinitionHasAssignments");
        refused(define("*/read", "", subscription + "/resourceGroups/other"), 400, "RoleDefinitionHasAssignments");
        assertThat(define("*/read", "", group).statusCode()).isEqualTo(201);

        as(GLOBAL_ADMIN).delete(assignment + AUTHORIZATION);
        assertThat(as(GLOBAL_ADMIN).delete(role).statusCode()).isEqualTo(200);
    }

    @Test
    void a_role_is_traced_and_told_to_the_alert_service() {
        AccessTopic topic = new AccessTopic();
        String other = "/subscriptions/" + UUID.randomUUID();
        define("*/read", "", subscription);
        assertThat(topic.next("role/" + id)).contains("[\"*/read\"]", name);
        define("*", "*/delete", subscription, other);
        assertThat(topic.next("role/" + id))
                .contains("[\"*\"]", "[\"*/delete\"]")
                .doesNotContain("Storage");
        as(GLOBAL_ADMIN).delete(role);
        assertThat(topic.next("role/" + id)).isEmpty();
        as(GLOBAL_ADMIN).delete(role);

        JsonPath audit = get(GLOBAL_ADMIN, "/v1/audit?scope=" + subscription + "&kind=roleDefinition")
                .jsonPath();
        assertThat(audit.getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(audit.getList("value.name")).containsOnly(id);
        assertThat(audit.getList("value[1].before.permissions[0].actions")).isEqualTo(List.of("*/read"));
        assertThat(audit.getList("value[1].after.permissions[0].notActions")).isEqualTo(List.of("*/delete"));
        assertThat(audit.getString("value[0].after")).isNull();
        assertThat(get(GLOBAL_ADMIN, "/v1/audit?scope=" + other + "&kind=roleDefinition")
                        .jsonPath()
                        .getList("value.action"))
                .as("a change at one scope is one at each at which the role can be assigned")
                .containsExactly("deleted", "changed");
    }
}
