package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many role assignments as Azure has of a subscription, with all of its resource groups, and of a management group. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AssignmentLimitTest extends CustomRoleFixture {

    private final String management = "/providers/Microsoft.Management/managementGroups/M-" + UUID.randomUUID();

    @AfterEach
    void what_was_made_goes() {
        for (String scope : List.of(subscription, management)) {
            Client.sql("delete from role_assignment where starts_with(scope_key, '" + scope.toLowerCase(Locale.ROOT)
                    + "')");
        }
    }

    @Test
    void a_subscription_has_four_thousand_with_its_groups_however_many_come_at_once() {
        Response kept = assign(subscription, "Reader", principal);
        assertThat(kept.statusCode()).isEqualTo(201);
        fill(subscription, 2_000);
        fill(group, 1_996);

        List<Response> answers = IntStream.range(0, 9)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> assign(subscription + "/resourceGroups/invented-" + number, "Reader", principal)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(3);
        List<Response> others =
                answers.stream().filter(answer -> answer.statusCode() != 201).toList();
        assertThat(others).hasSize(6).allSatisfy(refused -> {
            refused(refused, 400, "RoleAssignmentLimitExceeded");
            assertThat(refused.jsonPath().getString("error.message")).contains("(4000 for each subscription)");
        });
        String path = kept.jsonPath().getString("id") + AUTHORIZATION;
        assertThat(as(GLOBAL_ADMIN)
                        .body("{\"properties\":{\"roleDefinitionId\":\"Contributor\",\"principalId\":\"" + principal
                                + "\"}}")
                        .put(path)
                        .statusCode())
                .as("what is there is changed")
                .isEqualTo(200);
        assertThat(assign("/subscriptions/" + UUID.randomUUID(), "Reader", principal)
                        .statusCode())
                .as("elsewhere")
                .isEqualTo(201);
        as(GLOBAL_ADMIN).delete(path);
        assertThat(assign(subscription, "Reader", principal).statusCode())
                .as("when another one has gone")
                .isEqualTo(201);
    }

    @Test
    void a_management_group_has_five_hundred() {
        as(GLOBAL_ADMIN).put(management + subscription + BILLING);
        fill(management, 499);

        assertThat(assign(management, "Reader", principal).statusCode()).isEqualTo(201);
        refused(assign(management, "Contributor", principal), 400, "RoleAssignmentLimitExceeded");
        assertThat(assign(subscription, "Reader", principal).statusCode())
                .as("what it inherits does not count")
                .isEqualTo(201);
    }

    private static void fill(String scope, int count) {
        Client.sql(
                "insert into role_assignment (name, scope_arm_id, scope_key, principal_id, role, version, created_at, created_by)"
                        + " select gen_random_uuid()::text, '" + scope + "', '" + scope.toLowerCase(Locale.ROOT)
                        + "', gen_random_uuid()::text, 'Reader', 1, now(), 'test' from generate_series(1, " + count
                        + ")");
    }
}
