package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of budgets, where they are at hand: what they send comes back in their shape. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureExamplesTest {

    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/EXAMPLES:1_2019-05-31";

    @Test
    void a_budget_of_every_example_round_trips() throws IOException {
        Assumptions.assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        Path examples = Reference.file("azure-examples");
        ObjectMapper json = new ObjectMapper();
        List<String> sent = new ArrayList<>();
        for (Path file : budgets(examples)) {
            JsonNode parameters =
                    json.readTree(file.toFile()).path("parameters").path("parameters");
            if (!(parameters.path("properties") instanceof ObjectNode properties)) {
                continue; // It reads, lists or deletes.
            }
            if (properties.path("category").asText().equals("ReservationUtilization")) {
                continue; // A share of use, not a cost: there is no such budget here.
            }
            adapt(properties);

            Response answer = as(GLOBAL_ADMIN)
                    .body(json.writeValueAsString(parameters))
                    .put(ACCOUNT + "/providers/Microsoft.Consumption/budgets/example" + sent.size() + Client.VERSION);

            assertThat(answer.statusCode()).as(file + " " + answer.asString()).isEqualTo(201);
            JsonNode returned = json.readTree(answer.asString()).path("properties");
            for (String part : List.of("amount", "timeGrain", "timePeriod", "filter", "notifications")) {
                assertThat(returned.path(part).toString())
                        .as(part)
                        .isEqualTo(properties.path(part).toString());
            }
            sent.add(file.getFileName().toString());
        }
        assertThat(sent).contains("CreateOrUpdateBudget.json");
    }

    /** Dates move into the present, and the groups of somebody's subscription are not for a billing scope. */
    private static void adapt(ObjectNode properties) {
        ((ObjectNode) properties.path("timePeriod"))
                .put("startDate", BudgetBodies.thisMonth() + "T00:00:00Z")
                .put("endDate", BudgetBodies.thisMonth().plusYears(1) + "T00:00:00Z");
        properties.path("notifications").forEach(notification -> {
            ((ObjectNode) notification).remove(List.of("contactGroups", "contactRoles"));
        });
    }

    private static List<Path> budgets(Path examples) throws IOException {
        try (Stream<Path> files = Files.walk(examples)) {
            return files.filter(file -> file.getFileName().toString().contains("udget"))
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().contains("webhooks"))
                    .sorted()
                    .toList();
        }
    }
}
