package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of budgets, where they are at hand: each is answered with every field that it shows, and what is sent comes back as it was sent. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureBudgetExamplesTest {

    /** What is made before it is read, and read before it is deleted. */
    private static final List<String> ORDER = List.of("PUT", "GET", "DELETE");

    /** The subscription of the examples. */
    private static final String THEIRS = "/subscriptions/00000000-0000-0000-0000-000000000000";

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final ChargedAccount charged;

    @Inject
    AzureBudgetExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, "acc-" + UUID.randomUUID());
    }

    @BeforeEach
    void there_is_a_charge_and_an_owner_of_its_subscription() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        charged.record(charged.charge("1")
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription.substring("/subscriptions/".length()), "MYDEVTESTRG"));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    @Test
    void every_example_is_answered_with_every_field_of_it() {
        ExampleReplay replay = new ExampleReplay(
                Map.of(
                        "properties.notifications.thresholdType",
                        "a member of each notification, misplaced in an example"),
                AzureBudgetExamplesTest::ask);
        AzureOperations.replayedBy(AzureBudgetExamplesTest.class).forEach(this::keepListed);
        AzureOperations.replayedBy(AzureBudgetExamplesTest.class).stream()
                .sorted(Comparator.comparing(example -> ORDER.indexOf(example.method())))
                .forEach(example -> replay.replay(
                        example,
                        example.target(Map.of("scope.subscription", subscription, "budgetName", "TestBudget")),
                        current(example.body())));

        assertThat(replay.problems()).isEmpty();
    }

    @Test
    void what_an_example_sends_comes_back_as_it_was_sent() {
        AzureExample example = AzureOperations.replayedBy(AzureBudgetExamplesTest.class).stream()
                .filter(shown -> shown.method().equals("PUT"))
                .findFirst()
                .orElseThrow();
        JsonNode sent = current(example.body());

        String target = example.target(Map.of("scope.subscription", subscription, "budgetName", "TestBudget"));
        as(GLOBAL_ADMIN).body(sent.toString()).put(target);
        JsonNode returned = CostAnswers.read(as(GLOBAL_ADMIN).get(target)).path("properties");

        for (String part : List.of("category", "amount", "timeGrain", "timePeriod", "filter", "notifications")) {
            assertThat(returned.path(part).toString())
                    .as(part)
                    .isEqualTo(sent.path("properties").path(part).toString());
        }
    }

    /** Keeps the budgets that the example of a list shows, so that they are listed. */
    private void keepListed(AzureExample example) {
        example.response(200).path("value").forEach(shown -> {
            ObjectNode properties = shown.path("properties").deepCopy();
            ((ObjectNode) properties.path("notifications")).remove("thresholdType");
            ObjectNode budget = JsonNodeFactory.instance.objectNode();
            budget.set("properties", properties);
            Response kept = as(GLOBAL_ADMIN)
                    .body(current(budget).toString())
                    .put(subscription + "/providers/Microsoft.Consumption/budgets/" + UUID.randomUUID()
                            + Client.VERSION);
            assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(201);
        });
    }

    private static ExampleReplay.Answered ask(String method, String target, String body) {
        Response answer = (body.isEmpty() ? as(GLOBAL_ADMIN) : as(GLOBAL_ADMIN).body(body)).request(method, target);
        return new ExampleReplay.Answered(answer.statusCode(), answer.asString());
    }

    /**
     * An example's budget as it would be sent now: its dates move into the present, since a budget does not begin in a period that has ended; it names the caller's own
     * subscription, and no eTag of a budget that is not there.
     */
    private JsonNode current(JsonNode body) {
        if (!(body instanceof ObjectNode budget)) {
            return body;
        }
        budget.remove("eTag");
        JsonNode properties = inOwnSubscription(budget.path("properties"));
        ((ObjectNode) properties.path("timePeriod"))
                .put("startDate", BudgetBodies.thisMonth() + "T00:00:00Z")
                .put("endDate", BudgetBodies.thisMonth().plusYears(1) + "T00:00:00Z");
        return budget.set("properties", properties);
    }

    private JsonNode inOwnSubscription(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(text.textValue().replace(THEIRS, subscription));
            case ArrayNode list -> {
                ArrayNode own = JsonNodeFactory.instance.arrayNode();
                list.forEach(element -> own.add(inOwnSubscription(element)));
                yield own;
            }
            case ObjectNode thing -> {
                ObjectNode own = JsonNodeFactory.instance.objectNode();
                thing.propertyStream().forEach(field -> own.set(field.getKey(), inOwnSubscription(field.getValue())));
                yield own;
            }
            default -> node;
        };
    }
}
