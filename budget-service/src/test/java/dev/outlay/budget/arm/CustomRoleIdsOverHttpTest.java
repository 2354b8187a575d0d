package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever reads a role assignment finds its role at the id that stands there, as Terraform does. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomRoleIdsOverHttpTest extends CustomRoleFixture {

    @Test
    void the_id_that_an_assignment_shows_leads_to_its_role() {
        String others = "/subscriptions/" + UUID.randomUUID();
        define("*/read", "", group, others);
        String elsewhere = others + DEFINITIONS + id;
        String besides = group + "2" + DEFINITIONS + id;

        for (String sent : List.of(group + DEFINITIONS + id, subscription + DEFINITIONS + id, DEFINITIONS + id)) {
            assertThat(shown(sent)).isEqualTo(sent);
        }
        for (String sent : List.of(elsewhere, besides, id)) {
            assertThat(shown(sent)).isEqualTo(DEFINITIONS + id);
        }
    }

    private String shown(String sent) {
        Response assigned = assign(group, sent, UUID.randomUUID().toString());
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        String definition = assigned.jsonPath().getString("properties.roleDefinitionId");
        Response followed = get(GLOBAL_ADMIN, definition + AUTHORIZATION);
        assertThat(followed.statusCode()).as(followed.asString()).isEqualTo(200);
        assertThat(followed.jsonPath().getString("name")).isEqualTo(id);
        return definition;
    }

    @Test
    void without_a_scope_a_role_is_there_for_whoever_may_read_it_at_one_of_its_scopes() {
        String others = "/subscriptions/" + UUID.randomUUID();
        define("*/read", "", others, subscription);
        String bare = DEFINITIONS + id + AUTHORIZATION;

        assertThat(as(principal, customer).get(bare).statusCode())
                .as("no right")
                .isEqualTo(404);
        assign(subscription, "Reader", principal);

        Response read = as(principal, customer).get(bare);
        assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
        assertThat(read.jsonPath().getList("properties.assignableScopes"))
                .as("the other scope may be another customer's")
                .isEqualTo(List.of(subscription));
        assertThat(as(principal, UUID.randomUUID().toString()).get(bare).statusCode())
                .as("another tenant's")
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, bare).jsonPath().getList("properties.assignableScopes"))
                .isEqualTo(List.of(others, subscription));
    }

    @Test
    void without_a_scope_the_built_in_roles_are_listed_and_none_is_made() {
        define("*/read", "", subscription);

        assertThat(listed("", "")).hasSize(5);
        Response made = put(GLOBAL_ADMIN, DEFINITIONS + id + AUTHORIZATION, body(name, "*/read", "", subscription));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(405);
        assertThat(as(GLOBAL_ADMIN).delete(DEFINITIONS + id + AUTHORIZATION).statusCode())
                .isEqualTo(405);
    }
}
