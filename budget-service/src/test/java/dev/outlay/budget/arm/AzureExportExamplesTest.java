package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.AzureOperations;
import dev.outlay.openapi.ExampleReplay;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of exports, where they are at hand, with a folder in place of their storage account and every charge with all columns: what they show is answered, but for what they ask for that is refused. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureExportExamplesTest {

    private static final List<String> ORDER = List.of("PUT", "POST", "GET", "DELETE");
    private static final String FEWER = "files have every charge of the scope with all columns";
    private static final String ELSEWHERE = "exports are not written to storage accounts";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final ChargedAccount charged;

    @Inject
    AzureExportExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void there_is_a_charge_and_an_owner_of_its_subscription() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        charged.record(charged.charge("1")
                .on("2026-10-02")
                .customer(UUID.randomUUID().toString())
                .subscription(subscription.substring("/subscriptions/".length()), "MYDEVTESTRG")
                .billed("1")
                .list("2"));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    @Test
    void every_example_is_answered_with_every_field_of_it_but_for_what_is_refused() {
        ExampleReplay replay = new ExampleReplay(missing(), this::ask);
        AzureOperations.replayedBy(AzureExportExamplesTest.class).stream()
                .sorted(Comparator.comparing(example -> ORDER.indexOf(example.method())))
                .forEach(example -> replay.replay(example, example.target(names(example)), current(example.body())));

        assertThat(replay.problems()).isEmpty();
    }

    private static Map<String, String> missing() {
        Map<String, String> missing = new HashMap<>();
        for (String where : List.of("properties.", "properties.runSettings.")) {
            missing.put(where + "deliveryInfo.destination.resourceId", ELSEWHERE);
            missing.put(where + "definition.dataset", "spelt dataSet, as since 2019-11-01");
            for (String fewer : List.of("configuration", "aggregation", "grouping", "filter")) {
                missing.put(where + "definition.dataSet." + fewer, FEWER);
            }
        }
        return missing;
    }

    /** One export for each version. */
    private Map<String, String> names(AzureExample example) {
        return Map.of(
                "scope.billingAccount",
                account,
                "scope.subscription",
                subscription,
                "scope.resourceGroup",
                subscription + "/resourceGroups/MYDEVTESTRG",
                "exportName",
                "Test-" + example.file().replaceAll(".*/(\\d{4}-\\d{2}-\\d{2})/.*", "$1"));
    }

    private ExampleReplay.Answered ask(String method, String target, String body) {
        Response answer = (body.isEmpty() ? as(GLOBAL_ADMIN) : as(GLOBAL_ADMIN).body(body)).request(method, target);
        if (method.equals("POST")) {
            String history = target.replace("/run?", "/runHistory?");
            await("the run")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> as(GLOBAL_ADMIN).get(history).asString().contains("\"Completed\""));
        }
        return new ExampleReplay.Answered(answer.statusCode(), answer.asString());
    }

    private static JsonNode current(JsonNode body) {
        if (!(body.path("properties") instanceof ObjectNode properties)) {
            return body;
        }
        ((ObjectNode) properties.at("/deliveryInfo/destination")).remove("resourceId");
        ObjectNode definition = (ObjectNode) properties.path("definition");
        definition.remove(List.of("dataset", "dataSet"));
        definition.putObject("dataSet").put("granularity", "Daily");
        definition.put("type", "ActualCost").put("timeframe", "Custom");
        definition.putObject("timePeriod").put("from", "2026-10-01T00:00:00Z").put("to", "2026-10-31T00:00:00Z");
        return body;
    }
}
