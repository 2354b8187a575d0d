package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of queries and dimensions, where they are at hand: what they send is answered, in the shape that they show. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureCostExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    AzureCostExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void the_queries_of_every_example_are_answered_with_its_columns() throws IOException {
        List<String> sent = new ArrayList<>();
        for (Example example : examples("Query")) {
            JsonNode parameters = example.json().path("parameters");
            Response answer = as(GLOBAL_ADMIN)
                    .body(parameters.path("parameters").toString())
                    .post(scope(parameters) + "/providers/Microsoft.CostManagement/query?api-version="
                            + example.version());

            assertThat(answer.statusCode())
                    .as(example + " " + answer.asString())
                    .isEqualTo(200);
            assertThat(columns(CostAnswers.read(answer)))
                    .as(example.toString())
                    .containsExactlyInAnyOrderElementsOf(columns(example.json().at("/responses/200/body")));
            assertThat(members(CostAnswers.read(answer)))
                    .containsAll(members(example.json().at("/responses/200/body")));
            sent.add(example.toString());
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void the_dimensions_of_every_example_are_answered_in_its_shape() throws IOException {
        int sent = 0;
        for (Example example : examples("Dimensions")) {
            JsonNode parameters = example.json().path("parameters");
            StringBuilder query = new StringBuilder("?api-version=" + example.version());
            for (String option : List.of("$filter", "$expand", "$top")) {
                if (parameters.has(option)) {
                    query.append('&')
                            .append(option)
                            .append('=')
                            .append(URLEncoder.encode(parameters.path(option).asText(), StandardCharsets.UTF_8));
                }
            }
            Response answer =
                    as(GLOBAL_ADMIN).get(scope(parameters) + "/providers/Microsoft.CostManagement/dimensions" + query);

            assertThat(answer.statusCode())
                    .as(example + " " + answer.asString())
                    .isEqualTo(200);
            JsonNode shown = example.json().at("/responses/200/body/value/0");
            JsonNode answered = CostAnswers.read(answer).path("value");
            assertThat(members(answered.get(0))).as(example.toString()).containsAll(members(shown));
            assertThat(members(answered.get(0).path("properties"))).containsAll(members(shown.path("properties")));
            assertThat(answered.findValuesAsText("category"))
                    .containsAll(example.json().at("/responses/200/body").findValuesAsText("category"));
            sent++;
        }
        assertThat(sent).isGreaterThanOrEqualTo(20);
    }

    private record Example(String version, String file, JsonNode json) {
        @Override
        public String toString() {
            return version + "/" + file;
        }
    }

    /** Those of another cloud's accounts and subscriptions have no scope here. */
    private List<Example> examples(String word) throws IOException {
        Path folder = Path.of(
                System.getProperty("outlay.root", "."), "../shared/reference/azure-examples/Microsoft.CostManagement");
        Assumptions.assumeTrue(Files.isDirectory(folder), "the official examples are not beside the checkout");
        charged.record(
                charged.charge("1").on(BudgetBodies.thisMonth().toString()).subscription(subscription, "web"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        List<Example> examples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().contains(word))
                    .filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !path.getFileName().toString().startsWith("External"))
                    .sorted()
                    .toList()) {
                JsonNode json = JSON.readTree(file.toFile());
                String scope = json.at("/parameters/scope").asText();
                if (scope.contains("billingAccounts") || scope.startsWith("subscriptions")) {
                    examples.add(new Example(
                            folder.relativize(file).getName(0).toString(),
                            file.getFileName().toString(),
                            json));
                }
            }
        }
        return examples;
    }

    /** The same kind of scope as the example's. Departments and enrollments are not partners': the account stands for them. */
    private String scope(JsonNode parameters) {
        String scope = parameters.path("scope").asText();
        if (scope.startsWith("subscriptions")) {
            return "/subscriptions/" + subscription + (scope.contains("resourceGroups") ? "/resourceGroups/web" : "");
        }
        if (scope.contains("/customers/")) {
            return account + "/customers/customer-1";
        }
        return scope.contains("/billingProfiles/") ? account + "/billingProfiles/" + name + "-chf" : account;
    }

    private static List<String> columns(JsonNode body) {
        return StreamSupport.stream(body.at("/properties/columns").spliterator(), false)
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
