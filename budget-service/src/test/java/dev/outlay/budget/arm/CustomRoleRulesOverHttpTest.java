package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who makes, changes and sees a role, and what cannot be one. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomRoleRulesOverHttpTest extends CustomRoleFixture {

    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    @Test
    void what_is_built_in_stays_and_names_are_one_s_own() {
        refused(
                put(
                        GLOBAL_ADMIN,
                        subscription + DEFINITIONS + READER + AUTHORIZATION,
                        body(name, "*", "", subscription)),
                400,
                "BadRequest");
        refused(as(GLOBAL_ADMIN).delete(subscription + DEFINITIONS + READER + AUTHORIZATION), 400, "BadRequest");
        define("*/read", "", subscription);
        String second = subscription + DEFINITIONS + UUID.randomUUID() + AUTHORIZATION;
        for (String taken : List.of(name, name.toUpperCase(Locale.ROOT), "owner", "Cost Management Reader")) {
            refused(
                    put(GLOBAL_ADMIN, second, body(taken, "*/read", "", subscription)),
                    409,
                    "RoleDefinitionWithSameNameExists");
        }
        assign(subscription, "Owner", principal);
        Response ofTheCustomer = as(principal, customer)
                .body(body(name, "*/read", "", subscription))
                .put(second);
        assertThat(ofTheCustomer.statusCode())
                .as("another tenant's names: " + ofTheCustomer.asString())
                .isEqualTo(201);
    }

    @Test
    void a_role_is_made_and_changed_by_those_who_manage_every_scope_of_it() {
        String elsewhere = "/subscriptions/" + UUID.randomUUID();
        own(UUID.randomUUID().toString(), elsewhere);
        for (String builtIn : List.of("Contributor", "Reader", "Cost Management Contributor")) {
            String whoever = UUID.randomUUID().toString();
            assign(subscription, builtIn, whoever);
            refused(as(whoever, customer).body("{").put(role), 403, "AuthorizationFailed");
            refused(as(whoever, customer).delete(role), 403, "AuthorizationFailed");
        }
        assign(subscription, "Owner", principal);
        Response mine =
                as(principal, customer).body(body(name, "*/read", "", group)).put(role);
        assertThat(mine.statusCode()).as(mine.asString()).isEqualTo(201);
        refused(
                as(principal, customer)
                        .body(body(name, "*/read", "", group, elsewhere))
                        .put(role),
                403,
                "LinkedAuthorizationFailed");

        define("*/read", "", group, elsewhere);
        Response shared = as(principal, customer).get(role);
        assertThat(shared.statusCode()).isEqualTo(200);
        refused(
                as(principal, customer)
                        .body(body(name, "*", "", group, elsewhere))
                        .put(role),
                403,
                "LinkedAuthorizationFailed");
        refused(as(principal, customer).delete(role), 403, "LinkedAuthorizationFailed");
        Response narrowed =
                as(principal, customer).body(body(name, "*", "", group)).put(role);
        assertThat(narrowed.statusCode())
                .as("a scope that is no longer theirs and where nobody has the role: " + narrowed.asString())
                .isEqualTo(201);

        define("Microsoft.Authorization/roleDefinitions/write */read", "", subscription);
        String definer = UUID.randomUUID().toString();
        assign(subscription, id, definer);
        Response byACustomRole = as(definer, customer)
                .body(body("of the definer " + id, "*/read", "", subscription))
                .put(subscription + DEFINITIONS + UUID.randomUUID() + AUTHORIZATION);
        assertThat(byACustomRole.statusCode()).as(byACustomRole.asString()).isEqualTo(201);
        refused(as(definer, customer).delete(role), 403, "AuthorizationFailed");
    }

    @Test
    void nobody_sees_a_role_or_a_scope_that_is_not_theirs() {
        String elsewhere = "/subscriptions/" + UUID.randomUUID();
        define("*/read", "", subscription, elsewhere);
        assign(subscription, "Reader", principal);

        assertThat(as(OUTSIDER).get(role).statusCode()).isEqualTo(404);
        assertThat(as(OUTSIDER)
                        .get(subscription + "/providers/Microsoft.Authorization/roleDefinitions" + AUTHORIZATION)
                        .jsonPath()
                        .getList("value"))
                .hasSize(5);
        Response seen = as(principal, customer).get(role);
        assertThat(seen.jsonPath().getList("properties.assignableScopes")).isEqualTo(List.of(subscription));
        assertThat(get(GLOBAL_ADMIN, role).jsonPath().getList("properties.assignableScopes"))
                .isEqualTo(List.of(subscription, elsewhere));

        String later = UUID.randomUUID().toString();
        String theirs = subscription + DEFINITIONS + UUID.randomUUID() + AUTHORIZATION;
        assign(subscription, "Owner", principal);
        as(principal, customer)
                .body(body("of the former " + id, "*", "", subscription))
                .put(theirs);
        own(later, subscription);
        policy(later, "Allowed");
        assertThat(as(principal, later).get(theirs).statusCode())
                .as("the former owner's")
                .isEqualTo(404);
        assertThat(as(principal, customer).get(theirs).statusCode())
                .as("which assigns no more")
                .isEqualTo(404);
        refused(
                as(principal, later).body(body("mine", "*", "", subscription)).put(theirs),
                409,
                "RoleDefinitionExists");
        assertThat(as(principal, later).delete(theirs).statusCode()).isEqualTo(204);
        assertThat(get(GLOBAL_ADMIN, theirs).statusCode()).isEqualTo(200);
    }

    @Test
    void the_partner_s_roles_are_for_customers_to_assign_where_they_are_meant_for_them_and_not_to_change() {
        String others = "/subscriptions/" + UUID.randomUUID();
        assign(subscription, "Owner", principal);
        put(GLOBAL_ADMIN, others + DEFINITIONS + id + AUTHORIZATION, body(name, "*/read", "", others));
        String mine = subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                + AUTHORIZATION;
        String assignment =
                "{\"properties\":{\"roleDefinitionId\":\"" + id + "\",\"principalId\":\"" + principal + "\"}}";
        refused(as(principal, customer).body(assignment).put(mine), 400, "RoleDefinitionDoesNotExist");
        refused(as(principal, customer).body(body(name, "*", "", subscription)).put(role), 409, "RoleDefinitionExists");
        assertThat(as(principal, customer).delete(role).statusCode()).isEqualTo(204);

        define("*/read", "", others, subscription);
        Response assigned = as(principal, customer).body(assignment).put(mine);
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        refused(as(principal, customer).body(body(name, "*", "", subscription)).put(role), 409, "RoleDefinitionExists");
        refused(as(principal, customer).delete(role), 403, "AuthorizationFailed");
        assertThat(get(GLOBAL_ADMIN, role).jsonPath().getList("properties.permissions[0].actions"))
                .isEqualTo(List.of("*/read"));
    }

    @Test
    void a_customer_makes_so_many_roles_and_no_more() {
        assign(subscription, "Owner", principal);
        Client.sql("insert into custom_role select gen_random_uuid(), '" + customer
                + "', 'n' || n, 'n' || n, '', cast('[]' as json), cast('[]' as json), cast('{}' as text[]), now(), 'p', now(), 'p'"
                + " from generate_series(1, 99) n");
        Response hundredth = as(principal, customer)
                .body(body(name, "*/read", "", subscription))
                .put(role);
        assertThat(hundredth.statusCode()).as(hundredth.asString()).isEqualTo(201);

        refused(
                as(principal, customer)
                        .body(body(name + " too", "*/read", "", subscription))
                        .put(subscription + DEFINITIONS + UUID.randomUUID() + AUTHORIZATION),
                400,
                "RoleDefinitionLimitExceeded");
        Response changed =
                as(principal, customer).body(body(name, "*", "", subscription)).put(role);
        assertThat(changed.statusCode())
                .as("one that is there: " + changed.asString())
                .isEqualTo(201);
    }

    @Test
    void what_cannot_be_a_role_is_refused() {
        for (String wrong : List.of(
                "{}",
                "{\"properties\":[]}",
                "{\"properties\":{\"roleName\":7,\"permissions\":[],\"assignableScopes\":[\"" + subscription + "\"]}}",
                body(name, "", "", subscription),
                body(name, "*", "", ""),
                body(name, "*", "", "/"),
                body(name, "*", "", "/subscriptions/*"),
                body(name, "*", "", subscription).replace("CustomRole", "BuiltInRole"),
                body(name, "*", "", subscription).replace("[\"*\"]", "[1]"),
                body(name, "*", "", "/subscriptions/" + UUID.randomUUID()))) {
            refused(put(GLOBAL_ADMIN, role, wrong), 400, "BadRequestFormat");
        }
        refused(define("read", "", subscription), 400, "InvalidActionOrNotAction");
        refused(
                put(
                        GLOBAL_ADMIN,
                        subscription + DEFINITIONS + "mine" + AUTHORIZATION,
                        body(name, "*", "", subscription)),
                400,
                "BadRequestFormat");
        assertThat(get(GLOBAL_ADMIN, role).statusCode()).isEqualTo(404);
    }
}
