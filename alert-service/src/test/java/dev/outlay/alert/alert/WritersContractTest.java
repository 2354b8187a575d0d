package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.event.Unreadable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads from the golden examples, and from events older than that, who had whom told. */
class WritersContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void eachContactIsThatOfWhoeverOfItsTenantWroteTheBudgetLast() throws Exception {
        Writers writers = CrossingContractTest.read(JSON.readTree(CrossingContractTest.examples("crossing-by-several")
                        .getFirst()
                        .toFile()))
                .budget()
                .writers();
        Principal customers = new Principal(
                "c1d2e3f4-0000-4000-8000-000000000007",
                "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f",
                Set.of(),
                Set.of("5e4d3c2b-0000-4000-8000-0000000000aa"));
        Principal partners =
                new Principal("a3e0d1c2-0000-4000-8000-000000000001", "11111111-2222-4333-8444-555555555555", Set.of());

        assertThat(writers.ofEmail("WEB@alpine-dairy.example")).contains(customers);
        assertThat(writers.ofEmail("finance@FABRIKAM.example")).contains(partners);
        assertThat(writers.ofRole("Owner")).contains(customers);
        assertThat(writers.ofGroup("/subscriptions/9D8C7B6A-0000-4000-8000-000000000001/resourceGroups/RG"
                        + "/providers/Microsoft.Insights/actionGroups/finance"))
                .contains(partners);
        assertThat(writers.ofGroup("/subscriptions/9d8c7b6a-0000-4000-8000-000000000001/resourceGroups/rg"
                        + "/providers/Microsoft.Insights/actionGroups/finance2"))
                .contains(customers);
        assertThat(writers.of(partners.tenant())).containsExactly(partners);
        assertThat(writers.of("another")).containsExactly(customers, partners);
    }

    @Test
    void whereAnEventNamesNoWritersTheCreatorIsTheOne() throws Exception {
        Crossing.Budget budget = CrossingContractTest.read(JSON.readTree(
                        CrossingContractTest.crossings().getFirst().toFile()))
                .budget();
        assertThat(budget.creator()).isPresent();
        assertThat(budget.writers().everybody())
                .containsExactly(budget.creator().get());

        ObjectNode event = (ObjectNode)
                JSON.readTree(CrossingContractTest.crossings().getFirst().toFile());
        ((ObjectNode) event.at("/data/budget")).putNull("creator").putNull("writers");
        assertThat(CrossingContractTest.read(event).budget().writers().ofEmail("a@b.example"))
                .isEmpty();
    }

    @Test
    void writersThatAreNobodyOrSaidWronglyAreRefusedWithTheirPath() throws Exception {
        for (String wrong : List.of(
                "[]",
                "{}",
                "\"x\"",
                "[null]",
                "[{}]",
                "[{\"principalId\":\"a\",\"tenantId\":\"b\"}]",
                "[{\"principalId\":\"a\",\"tenantId\":\"b\",\"groups\":[7]}]",
                "[{\"principalId\":\"a\",\"tenantId\":\"b\",\"groups\":[],\"contactEmails\":\"c\"}]")) {
            ObjectNode event = (ObjectNode)
                    JSON.readTree(CrossingContractTest.crossings().getFirst().toFile());
            ((ObjectNode) event.at("/data/budget")).set("writers", JSON.readTree(wrong));
            assertThatThrownBy(() -> CrossingContractTest.read(event))
                    .as(wrong)
                    .isInstanceOf(Unreadable.class)
                    .hasMessageStartingWith("/data/budget/writers");
        }
    }
}
