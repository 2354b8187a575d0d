package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody has a role at a scope by two names. Of those that were assigned twice the oldest assignment stays, and who decides alone is told of the others. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AssignedOnceTest extends CustomRoleFixture {

    private static final String MIGRATION = "/db/migration/V31__roles_once_and_by_groups.sql";
    private static final int SLICES = 16;
    private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments/";

    private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void what_was_assigned_again_is_removed_and_told() throws IOException {
        Client.sql(
                "create schema " + schema,
                table("role_assignment") + " including generated excluding indexes)",
                table("management_group_subscription") + ")",
                table("outbox") + " including identity)",
                "create table " + schema + ".cost_file ()",
                "insert into " + schema
                        + ".management_group_subscription values ('sub-1', 'sub-1', '/g', '/g', now(), 'test'),"
                        + " ('sub-2', 'sub-2', '/g', '/g', now(), 'test')",
                "insert into " + schema
                        + ".role_assignment (name, scope_arm_id, scope_key, principal_id, role, version, created_at, created_by) values"
                        + row("second", "/subscriptions/s", "p", "Reader", 2) + ","
                        + row("first", "/subscriptions/s", "p", "Reader", 1) + ","
                        + row("third", "/subscriptions/s", "p", "Reader", 3) + ","
                        + row("other-role", "/subscriptions/s", "p", "Owner", 4) + ","
                        + row("other-scope", "/subscriptions/s/resourcegroups/g", "p", "Reader", 5) + ","
                        + row("other-principal", "/subscriptions/s", "q", "Reader", 6) + ","
                        + row("at-group", "/g", "p", "Reader", 1) + "," + row("again-at-group", "/g", "p", "Reader", 2)
                        + "," + row("empty-group", "/h", "p", "Reader", 1) + ","
                        + row("again-at-empty", "/h", "p", "Reader", 2));

        Client.sql("begin; set local search_path to " + schema + ", public; " + migration() + " commit");

        assertThat(Client.value("select string_agg(name, ' ' order by name) from " + schema + ".role_assignment"))
                .isEqualTo("at-group empty-group first other-principal other-role other-scope");
        List<String> told = Arrays.asList(Client.value(
                        "select string_agg(slice || ' ' || topic || ' ' || key || ' ' || (headers->>'ce_subject') || ' ' || coalesce(body, 'gone'), chr(10)"
                                + " order by key) from " + schema + ".outbox")
                .split("\n"));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        told("assignment/again-at-group/sub-1"),
                        told("assignment/again-at-group/sub-2"),
                        told("assignment/second"),
                        told("assignment/third"));
        assertThat(Client.value("select count(*) from " + schema
                        + ".outbox where headers->>'ce_id' = event_id and headers->>'ce_time' like '____-__-__T%Z'"))
                .isEqualTo("4");
        Client.sql("drop schema " + schema + " cascade");
    }

    @Test
    void what_is_revoked_is_not_in_force_by_another_name() {
        String path = subscription + ASSIGNMENTS + UUID.randomUUID() + AUTHORIZATION;
        assertThat(assigned(path, "Reader", principal).statusCode()).isEqualTo(201);

        refused(assign(subscription, "Reader", principal.toUpperCase(Locale.ROOT)), 409, "RoleAssignmentExists");
        assertThat(assign(subscription, "Reader", principal).jsonPath().getString("error.message"))
                .isEqualTo("The role assignment already exists.");
        assertThat(assigned(path, "Reader", principal).statusCode())
                .as("the same name again")
                .isEqualTo(200);
        String other = assign(subscription, "Contributor", principal).jsonPath().getString("id") + AUTHORIZATION;
        refused(assigned(other, "Reader", principal), 409, "RoleAssignmentExists");
        assertThat(assign(subscription, "Reader", UUID.randomUUID().toString()).statusCode())
                .as("somebody else")
                .isEqualTo(201);
        assertThat(assign(group, "Reader", principal).statusCode())
                .as("elsewhere")
                .isEqualTo(201);
        as(GLOBAL_ADMIN).delete(other);
        assertThat(as(principal, customer).get(subscription + budget).statusCode())
                .isEqualTo(404);

        as(GLOBAL_ADMIN).delete(path);

        assertThat(as(principal, customer).get(subscription + budget).statusCode())
                .isEqualTo(403);
    }

    @Test
    void who_has_which_role_is_read_by_readers_and_changed_by_owners() {
        String list = subscription + "/providers/Microsoft.Authorization/roleAssignments" + AUTHORIZATION;
        String path = assign(subscription, "Reader", principal).jsonPath().getString("id") + AUTHORIZATION;
        String ofCost = UUID.randomUUID().toString();
        assign(subscription, "Cost Management Contributor", ofCost);

        assertThat(as(principal, customer).get(list).jsonPath().getList("value.properties.principalId"))
                .containsExactlyInAnyOrder(principal, ofCost);
        assertThat(as(principal, customer).get(path).statusCode()).isEqualTo(200);
        refused(as(principal, customer).delete(path), 403, "AuthorizationFailed");
        refused(as(principal, customer).body(assignment("Owner", principal)).put(path), 403, "AuthorizationFailed");
        for (String refused : List.of(ofCost, UUID.randomUUID().toString())) {
            refused(as(refused, customer).get(list), 403, "AuthorizationFailed");
            refused(as(refused, customer).get(path), 403, "AuthorizationFailed");
        }
        policy(customer, "NotAllowed");
        refused(as(principal, customer).get(path), 403, "AuthorizationFailed");
    }

    @Test
    void of_two_who_assign_the_same_at_once_by_different_names_one_is_refused() {
        List<CompletableFuture<Integer>> both = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> assign(subscription, "Reader", principal).statusCode()))
                .limit(2)
                .toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
    }

    private static Response assigned(String path, String role, String whom) {
        return as(GLOBAL_ADMIN).body(assignment(role, whom)).put(path);
    }

    private static String assignment(String role, String whom) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + whom + "\"}}";
    }

    private String table(String name) {
        return "create table " + schema + "." + name + " (like public." + name + " including defaults";
    }

    private static String row(String name, String scope, String principal, String role, int day) {
        return "('%s', '%s', '%s', '%s', '%s', 1, date '2026-01-01' + %d, 'test')"
                .formatted(name, scope, scope, principal, role, day);
    }

    private static String told(String key) {
        return Math.floorMod(key.hashCode(), SLICES) + " access " + key + " " + key + " gone";
    }

    private static String migration() throws IOException {
        try (InputStream file = AssignedOnceTest.class.getResourceAsStream(MIGRATION)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
