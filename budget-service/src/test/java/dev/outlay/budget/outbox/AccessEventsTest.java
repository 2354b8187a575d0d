package dev.outlay.budget.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this service writes to {@code access} is what the contract says. */
class AccessEventsTest {

    private static final String ACCOUNT =
            "7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31";
    private static final String CUSTOMER = "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f";
    private static final String SUBSCRIPTION = "6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10";
    private static final String ASSIGNMENT = "0d1c2b3a-0000-4000-8000-00000000000a";

    private static final String ROLE = "5e0b7c1d-0000-4000-8000-00000000000c";

    private static ArrayNode permissions() {
        ArrayNode permissions = JsonNodeFactory.instance.arrayNode();
        ObjectNode permission = permissions.addObject();
        permission
                .putArray("actions")
                .add("Microsoft.Consumption/budgets/read")
                .add("Microsoft.CostManagement/alerts/*");
        permission.putArray("notActions").add("Microsoft.CostManagement/alerts/delete");
        return permissions;
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        "access-assignment.json",
                        AccessEvents.assignment(
                                ASSIGNMENT,
                                "/subscriptions/" + SUBSCRIPTION,
                                "c0ffee00-0000-4000-8000-000000000001",
                                "Owner")),
                Arguments.of(
                        "access-assignment-inherited.json",
                        AccessEvents.inherited(
                                ASSIGNMENT, SUBSCRIPTION, "c0ffee00-0000-4000-8000-000000000001", "Owner")),
                Arguments.of(
                        "access-assignment-custom.json",
                        AccessEvents.assignment(
                                "0d1c2b3a-0000-4000-8000-00000000000b",
                                "/subscriptions/" + SUBSCRIPTION,
                                "c0ffee00-0000-4000-8000-000000000001",
                                ROLE)),
                Arguments.of("role.json", RoleEvents.role(ROLE, "Budget watcher", permissions())),
                Arguments.of("access-customer.json", AccessEvents.customer(ACCOUNT, CUSTOMER, true)),
                Arguments.of(
                        "access-subscription.json",
                        AccessEvents.subscription(
                                SUBSCRIPTION, ACCOUNT, CUSTOMER, List.of("8d2e4b17-93c6-4f5a-8e21-7b6a5c4d3e2f"))),
                Arguments.of(
                        "principal.json",
                        PrincipalEvents.principal(
                                "c0ffee00-0000-4000-8000-000000000001",
                                CUSTOMER,
                                "User",
                                "Anna Alpine",
                                "anna@alpine.example")),
                Arguments.of("access-heartbeat.json", AccessEvents.heartbeat(Instant.parse("2026-11-20T10:15:31Z"))));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsWrittenAsItsGoldenExampleUnderItsSubjectAsTheKeyAndFitsTheSchema(
            String example, OutboxMessage message) throws IOException {
        ObjectNode golden = ContractFolder.example(example);
        ObjectNode event = ContractFolder.structured(message);

        assertThat(event.get("data")).isEqualTo(golden.get("data"));
        assertThat(event.get("subject")).isEqualTo(golden.get("subject"));
        assertThat(event.get("source")).isEqualTo(golden.get("source"));
        assertThat(message.topic()).isEqualTo("access");
        assertThat(message.key()).isEqualTo(golden.get("subject").asText());
        assertThat(ContractFolder.problems(event.put("time", "2026-11-20T10:15:31Z")))
                .isEmpty();
    }

    @Test
    void anAssignmentThatIsGoneIsAKeyWithoutAValue() {
        OutboxMessage message = AccessEvents.noAssignment(ASSIGNMENT);

        assertThat(message.key()).isEqualTo("assignment/" + ASSIGNMENT);
        assertThat(message.body()).isNull();
    }

    @Test
    void aRoleThatIsGoneIsAKeyWithoutAValue() {
        OutboxMessage message = RoleEvents.noRole(ROLE);

        assertThat(message.topic()).isEqualTo("access");
        assertThat(message.key()).isEqualTo("role/" + ROLE);
        assertThat(message.body()).isNull();
    }
}
