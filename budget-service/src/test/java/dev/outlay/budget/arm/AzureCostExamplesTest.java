package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.AzureOperations;
import dev.outlay.openapi.ExampleReplay;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of queries, forecasts, dimensions, charges and views, where they are at hand: what they send is answered, in the shape that they show. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureCostExamplesTest {

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final ChargedAccount charged;

    /** What stands in the place of the scopes of the examples. */
    private final Map<String, String> scopes = Map.of(
            "scope.billingAccount",
            account,
            "scope.billingProfile",
            account + "/billingProfiles/" + name + "-chf",
            "scope.customer",
            account + "/customers/customer-1",
            "scope.subscription",
            subscription,
            "scope.resourceGroup",
            subscription + "/resourceGroups/api");

    @Inject
    AzureCostExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void there_is_a_charge_and_an_owner_of_its_subscription() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        charged.record(charged.charge("1")
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription.substring("/subscriptions/".length()), "api"));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    @Test
    void the_queries_of_every_example_are_answered_with_its_columns() {
        List<AzureExample> examples = examples("Query_Usage");
        for (AzureExample example : examples) {
            JsonNode shown = example.response(200);
            JsonNode answered = answered(example);

            assertThat(columns(answered)).as(example.toString()).containsExactlyInAnyOrderElementsOf(columns(shown));
            assertThat(members(answered)).as(example.toString()).containsAll(members(shown));
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void the_forecasts_of_every_example_are_answered_with_its_columns() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        charged.record(IntStream.range(1, 30)
                .mapToObj(ago -> charged.charge("day-" + ago)
                        .on(today.minusDays(ago).toString())
                        .subscription(subscription.substring("/subscriptions/".length()), "API")
                        .with(Column.REGION_ID, "East US"))
                .toArray(LedgerFixture.Draft[]::new));
        List<AzureExample> examples = examples("Forecast_Usage");
        for (AzureExample example : examples) {
            JsonNode shown = example.response(200);
            JsonNode answered = answered(example);

            assertThat(columns(answered)).as(example.toString()).containsExactlyInAnyOrderElementsOf(columns(shown));
            assertThat(members(answered)).as(example.toString()).containsAll(members(shown));
            assertThat(answered.at("/properties/rows/0")).as(example.toString()).anyMatch(cell -> cell.asText()
                    .equals("Forecast"));
        }
        assertThat(examples).hasSize(4);
    }

    /** There are more resources than the examples ask for at a time. */
    @Test
    void the_dimensions_of_every_example_are_answered_with_every_field_of_them() {
        String group = subscription + "/resourceGroups/api/providers/Microsoft.Compute/virtualMachines/";
        charged.record(IntStream.rangeClosed(1, 7)
                .mapToObj(number -> charged.charge("resource-" + number)
                        .on(BudgetBodies.thisMonth().toString())
                        .subscription(subscription.substring("/subscriptions/".length()), "api")
                        .with(Column.RESOURCE_ID, group + number)
                        .with(Column.RESOURCE_TYPE, "Microsoft.Compute/virtualMachines"))
                .toArray(LedgerFixture.Draft[]::new));
        ExampleReplay replay = new ExampleReplay(Map.of(), AzureCostExamplesTest::ask);
        List<AzureExample> examples = examples("Dimensions_List");
        for (AzureExample example : examples) {
            replay.replay(example, example.target(scopes), example.body());

            assertThat(answered(example).findValuesAsText("category"))
                    .as(example.toString())
                    .containsAll(example.response(200).findValuesAsText("category"));
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(20);
        assertThat(replay.problems()).isEmpty();
    }

    /** Those of 2019 are asked of this month, in which there is a charge. */
    @Test
    void the_charges_of_every_example_are_answered_with_every_field_of_them() {
        ExampleReplay replay = new ExampleReplay(
                Map.of(
                        "properties.invoiceSectionId",
                        "a partner is invoiced by billing profile, which has no sections"),
                AzureCostExamplesTest::ask);
        List<AzureExample> examples = examples("Charges_List");
        for (AzureExample example : examples) {
            replay.replay(
                    example,
                    example.target(scopes)
                            .replaceAll("startDate=[^&]*", "startDate=" + BudgetBodies.thisMonth())
                            .replaceAll(
                                    "endDate=[^&]*",
                                    "endDate=" + BudgetBodies.thisMonth().plusDays(27)),
                    example.body());
        }

        assertThat(examples).hasSize(7);
        assertThat(replay.problems()).isEmpty();
    }

    @Test
    void the_views_of_every_example_are_answered_with_every_field_of_them() {
        List<String> order = List.of("PUT", "GET", "DELETE");
        ExampleReplay replay = new ExampleReplay(Map.of(), AzureCostExamplesTest::ask);
        Map<String, String> names = new HashMap<>(scopes);
        names.put("viewName", "swaggerExample");
        AzureOperations.replayedBy(AzureCostExamplesTest.class).stream()
                .filter(example -> example.operation().startsWith("Views_"))
                .sorted(Comparator.comparing(example -> order.indexOf(example.method())))
                .forEach(example -> replay.replay(example, example.target(names), withoutETag(example.body())));

        assertThat(replay.problems()).isEmpty();
    }

    /** No view is there yet that could have one. */
    private static JsonNode withoutETag(JsonNode body) {
        if (body instanceof ObjectNode view) {
            view.remove("eTag");
        }
        return body;
    }

    private static ExampleReplay.Answered ask(String method, String target, String body) {
        Response answer = (body.isEmpty() ? as(GLOBAL_ADMIN) : as(GLOBAL_ADMIN).body(body)).request(method, target);
        return new ExampleReplay.Answered(answer.statusCode(), answer.asString());
    }

    /** Those of other clouds have no scope here. */
    private static List<AzureExample> examples(String operation) {
        return AzureOperations.replayedBy(AzureCostExamplesTest.class).stream()
                .filter(example -> example.operation().equals(operation))
                .filter(example -> !example.file().contains("/External"))
                .toList();
    }

    private JsonNode answered(AzureExample example) {
        Response answer = (example.body().isMissingNode()
                        ? as(GLOBAL_ADMIN)
                        : as(GLOBAL_ADMIN).body(example.body().toString()))
                .request(example.method(), example.target(scopes));
        assertThat(answer.statusCode()).as(example + " " + answer.asString()).isEqualTo(200);
        return CostAnswers.read(answer);
    }

    private static List<String> columns(JsonNode body) {
        return body.at("/properties/columns")
                .valueStream()
                .map(column ->
                        column.path("name").asText() + " " + column.path("type").asText())
                .toList();
    }

    private static List<String> members(JsonNode node) {
        List<String> members = new ArrayList<>();
        node.fieldNames().forEachRemaining(members::add);
        return members;
    }
}
