package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was assigned while a subscription was another customer's is not for the people of whoever has it now; and when and by whom something was assigned. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class FormerAssignmentsOverHttpTest extends CustomRoleFixture {

    private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";

    private final String later = UUID.randomUUID().toString();
    private final String owner = UUID.randomUUID().toString();
    private final String former = UUID.randomUUID().toString();
    private final String formers = UUID.randomUUID().toString();
    private final String formersInGroup = UUID.randomUUID().toString();
    private final String owners = UUID.randomUUID().toString();

    private void moved() {
        assigned(subscription, formers, "Reader", former);
        assigned(group, formersInGroup, "Reader", former);
        own(later, subscription);
        policy(later, "Allowed");
        assigned(subscription, owners, "Owner", owner);
    }

    @Test
    void what_was_assigned_before_a_subscription_moved_is_not_shown_to_its_new_customer() {
        moved();

        for (String scope : new String[] {subscription, group}) {
            Response listed = as(owner, later).get(scope + ASSIGNMENTS + AUTHORIZATION);
            assertThat(listed.statusCode()).as(listed.asString()).isEqualTo(200);
            assertThat(listed.jsonPath().getList("value.name")).as(scope).containsExactly(owners);
            assertThat(listed.asString()).doesNotContain(former);
        }
        assertThat(as(owner, later).get(one(subscription, formers)).statusCode())
                .isEqualTo(404);
        assertThat(as(owner, later).get(one(group, formersInGroup)).statusCode())
                .isEqualTo(404);
        assertThat(as(owner, later).get(one(subscription, owners)).statusCode()).isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN)
                        .get(subscription + ASSIGNMENTS + AUTHORIZATION)
                        .jsonPath()
                        .getList("value.name"))
                .containsExactlyInAnyOrder(formers, formersInGroup, owners);
    }

    @Test
    void nor_changed_or_taken_away_by_it_but_by_the_partner() {
        moved();

        assertThat(as(owner, later).delete(one(subscription, formers)).statusCode())
                .isEqualTo(204);
        assertThat(put(owner, later, subscription, formers, "Owner", former).statusCode())
                .isEqualTo(409);
        JsonPath kept = as(GLOBAL_ADMIN).get(one(subscription, formers)).jsonPath();
        assertThat(kept.getString("properties.roleDefinitionName")).isEqualTo("Reader");
        assertThat(as(former, customer).get(subscription + budget).statusCode())
                .as("what it left is still there for the former customer's people")
                .isEqualTo(404);

        assertThat(as(GLOBAL_ADMIN).delete(one(subscription, formers)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_assigned_afterwards_is_shown_also_in_its_groups() {
        moved();
        String colleagues = UUID.randomUUID().toString();
        assertThat(put(
                                owner,
                                later,
                                group,
                                colleagues,
                                "Reader",
                                UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(201);

        assertThat(as(owner, later)
                        .get(subscription + ASSIGNMENTS + AUTHORIZATION)
                        .jsonPath()
                        .getList("value.name"))
                .containsExactlyInAnyOrder(owners, colleagues);
        assertThat(as(owner, later).delete(one(group, colleagues)).statusCode()).isEqualTo(200);
    }

    @Test
    void what_nobody_knows_that_of_is_shown_where_the_subscription_never_was_another_s() {
        assigned(subscription, owners, "Owner", owner);
        assigned(subscription, formers, "Reader", former);
        Client.sql("update role_assignment set customer = null where name = '" + formers + "'");
        String path = subscription + ASSIGNMENTS + AUTHORIZATION;

        assertThat(as(owner, customer).get(path).jsonPath().getList("value.name"))
                .containsExactlyInAnyOrder(owners, formers);

        own(later, subscription);
        policy(later, "Allowed");
        String laters = UUID.randomUUID().toString();
        assigned(subscription, laters, "Owner", principal);
        assertThat(as(principal, later).get(path).jsonPath().getList("value.name"))
                .containsExactly(laters);
    }

    @Test
    void an_assignment_says_when_and_by_whom_it_was_made_and_put_last() {
        Instant before = Instant.now().minus(Duration.ofMinutes(5));
        JsonPath made = as(GLOBAL_ADMIN)
                .body(said("Reader", former))
                .put(one(subscription, formers))
                .jsonPath();
        JsonPath changed = as(ADMIN_AGENT)
                .body(said("Contributor", former))
                .put(one(subscription, formers))
                .jsonPath();
        JsonPath read = as(GLOBAL_ADMIN).get(one(subscription, formers)).jsonPath();

        assertThat(made.getString("properties.createdBy")).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(made.getString("properties.updatedBy")).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        Instant createdOn = Instant.parse(made.getString("properties.createdOn"));
        assertThat(createdOn).isBetween(before, Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(made.getString("properties.updatedOn")).isEqualTo(createdOn.toString());
        assertThat(changed.getString("properties.createdOn")).isEqualTo(createdOn.toString());
        assertThat(changed.getString("properties.createdBy")).isEqualTo(Persona.GLOBAL_ADMIN.principalId());
        assertThat(Instant.parse(changed.getString("properties.updatedOn"))).isAfter(createdOn);
        assertThat(changed.getString("properties.updatedBy")).isEqualTo(ADMIN_AGENT.principalId());
        assertThat(read.getMap("properties")).isEqualTo(changed.getMap("properties"));
    }

    private static String one(String scope, String name) {
        return scope + ASSIGNMENTS + "/" + name + AUTHORIZATION;
    }

    private static String said(String role, String to) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + to + "\"}}";
    }

    private static void assigned(String scope, String name, String role, String to) {
        Response made = as(GLOBAL_ADMIN).body(said(role, to)).put(one(scope, name));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    private static Response put(String by, String tenant, String scope, String name, String role, String to) {
        return as(by, tenant).body(said(role, to)).put(one(scope, name));
    }
}
