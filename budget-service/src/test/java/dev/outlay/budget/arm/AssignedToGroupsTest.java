package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is assigned to a group is had by whoever has a token that says it is in it, and by nobody else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AssignedToGroupsTest extends CustomRoleFixture {

    private static final String BUDGETS = "/providers/Microsoft.Consumption/budgets" + VERSION;
    private static final String SUBSCRIPTIONS = "/subscriptions?api-version=2022-12-01";

    private final String team = UUID.randomUUID().toString();

    @Test
    void who_is_in_the_group_has_its_role_until_that_is_revoked() {
        List<String> groups = List.of(UUID.randomUUID().toString(), team.toUpperCase(Locale.ROOT));
        assertThat(budgets(groups)).isEqualTo(403);

        Response assigned = assign(subscription, "Reader", team);

        assertThat(budgets(groups)).isEqualTo(200);
        assertThat(member(groups).get(group + BUDGETS).statusCode())
                .as("inherited")
                .isEqualTo(200);
        assertThat(member(groups)
                        .body(BudgetBodies.monthly("10"))
                        .put(subscription + budget)
                        .statusCode())
                .as("a reader")
                .isEqualTo(403);
        assertThat(member(groups).get(SUBSCRIPTIONS).jsonPath().getList("value.id"))
                .containsExactly(subscription);
        assertThat(as(principal, customer).get(subscription + BUDGETS).statusCode())
                .as("whose token names no group")
                .isEqualTo(403);
        assertThat(as(principal, UUID.randomUUID().toString(), Map.of("groups", groups))
                        .get(subscription + BUDGETS)
                        .statusCode())
                .as("of another customer")
                .isEqualTo(403);
        policy(customer, "NotAllowed");
        assertThat(budgets(groups)).as("the policy").isEqualTo(403);
        policy(customer, "Allowed");
        assertThat(budgets(groups)).isEqualTo(200);

        as(GLOBAL_ADMIN).delete(assigned.jsonPath().getString("id") + AUTHORIZATION);

        assertThat(budgets(groups)).isEqualTo(403);
        assertThat(member(groups).get(SUBSCRIPTIONS).jsonPath().getList("value"))
                .isEmpty();
    }

    @Test
    void a_role_at_a_management_group_is_had_by_a_group_s_people_too() {
        String management = "/providers/Microsoft.Management/managementGroups/" + UUID.randomUUID();
        as(GLOBAL_ADMIN).put(management + subscription + BILLING);
        assign(management, "Contributor", team);

        assertThat(budgets(List.of(team))).isEqualTo(200);
        assertThat(member(List.of(team))
                        .body(BudgetBodies.monthly("10"))
                        .put(subscription + budget)
                        .statusCode())
                .isEqualTo(201);
        assertThat(member(List.of(team)).get(SUBSCRIPTIONS).jsonPath().getList("value.id"))
                .containsExactly(subscription);
        assertThat(budgets(List.of(UUID.randomUUID().toString()))).isEqualTo(403);
    }

    @Test
    void a_file_that_somebody_asked_for_as_one_of_a_group_is_there_while_the_group_has_the_role() {
        Response assigned = assign(subscription, "Reader", team);
        Response asked = member(List.of(team))
                .body("{\"timePeriod\":{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}}")
                .post(subscription + CostReport.REPORT);

        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        assertThat(Client.value("select array_to_string(principal_groups, ',') from cost_file where principal = '"
                        + principal + "'"))
                .isEqualTo(team);
        String location = CostReport.path(asked.header("Location"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> member(List.of(team)).get(location).statusCode() == 200);
        String other = UUID.randomUUID().toString();

        as(GLOBAL_ADMIN).delete(assigned.jsonPath().getString("id") + AUTHORIZATION);

        assertThat(member(List.of(team)).get(location).statusCode()).isEqualTo(403);
        assign(subscription, "Reader", other);
        assertThat(member(List.of(other)).get(location).statusCode())
                .as("by a group that it was not in when it asked, with which a link to the file would not open")
                .isEqualTo(403);
        assign(subscription, "Reader", team);
        assertThat(member(List.of(team)).get(location).statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_assigned_to_a_user_is_no_group_s_that_is_called_the_same() {
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalType\":\"User\",\"principalId\":\""
                        + team + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + AUTHORIZATION);

        assertThat(budgets(List.of(team))).isEqualTo(403);
        assertThat(member(List.of(team)).get(SUBSCRIPTIONS).jsonPath().getList("value"))
                .isEmpty();
        assertThat(as(team, customer).get(subscription + BUDGETS).statusCode())
                .as("the user")
                .isEqualTo(200);
    }

    /** Whoever issues tokens has a claim of that name for something else, or too many groups for a token. */
    @Test
    void a_claim_that_is_no_list_of_texts_names_no_group() {
        assign(subscription, "Reader", team);

        for (Object forged : List.of(
                team,
                7,
                true,
                Map.of("0", team),
                List.of(List.of(team)),
                List.of(Map.of("id", team)),
                List.of(7, team),
                Collections.nCopies(3, ""),
                Collections.singletonList(null),
                List.of("\0" + team),
                IntStream.range(0, 201)
                        .mapToObj(number -> number == 0 ? team : "g" + number)
                        .toList())) {
            assertThat(budgets(forged)).as(forged.toString()).isEqualTo(403);
        }
        assertThat(budgets(Stream.of("\0", " ", "x".repeat(300), team).toList()))
                .as("beside what no role is assigned to")
                .isEqualTo(200);
        assertThat(budgets(Arrays.asList(null, team))).as("beside nothing").isEqualTo(200);
        assertThat(budgets(IntStream.range(0, 200)
                        .mapToObj(number -> number == 0 ? team : "g" + number)
                        .toList()))
                .as("as many as there may be")
                .isEqualTo(200);
    }

    private int budgets(Object groups) {
        return member(groups).get(subscription + BUDGETS).statusCode();
    }

    private RequestSpecification member(Object groups) {
        return as(principal, customer, Map.of("groups", groups));
    }
}
