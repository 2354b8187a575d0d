package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.ExampleShape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Azure's official examples, where they are at hand: each is sent as it is, and answered with every field of it. Which operations are not served, and which fields
 * are not answered, is listed with the reason in {@code src/test/resources/azure-examples}; a line that is no longer true fails.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "here";
    private static final int FEWEST_REPLAYED = 35;

    private final Map<String, Listed> notServed =
            lines("not-served.tsv").stream().collect(Collectors.toMap(Listed::operation, line -> line));
    private final List<Listed> missingFields = lines("missing-fields.tsv");
    private final Vertx vertx;
    private final RecordCharges record;

    /**
     * A line of a list.
     *
     * @param operation its id; of missing fields, how it begins
     * @param what where it is served instead, or the field that is missing
     */
    private record Listed(String operation, String what, String reason) {}

    @Inject
    AzureExamplesTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void the_reference_is_beside_the_checkout() {
        Assumptions.assumeTrue(AzureExample.areAtHand(), "the reference is not beside the checkout");
    }

    @Test
    void every_example_whose_operation_is_served_is_answered_with_every_field_of_it() {
        Map<String, String> names = new ExampledAccount().make(vertx, record);
        Map<String, List<String>> problems = new LinkedHashMap<>();
        Set<String> replayed = new HashSet<>();
        Set<Listed> used = new HashSet<>();
        for (AzureExample example : AzureExample.all()) {
            if (!notServed.containsKey(example.operation())) {
                List<String> found = replay(example, names, used);
                replayed.add(example.toString());
                if (!found.isEmpty()) {
                    problems.put(example.toString(), found);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(replayed).hasSizeGreaterThanOrEqualTo(FEWEST_REPLAYED);
        assertThat(missingFields.stream()
                        .filter(line -> !used.contains(line))
                        .map(line -> line.operation() + " " + line.what()))
                .as("listed as missing, and missing nowhere")
                .isEmpty();
    }

    @Test
    void every_operation_is_served_or_listed_with_the_reason_why_it_is_not() {
        Map<String, String> where = new LinkedHashMap<>();
        for (AzureExample example : AzureExample.all()) {
            where.put(example.operation(), where(example));
        }
        Map<String, String> stated = where.keySet().stream()
                .collect(Collectors.toMap(
                        operation -> operation, operation -> Optional.ofNullable(notServed.get(operation))
                                .map(Listed::what)
                                .orElse(HERE)));

        assertThat(stated).isEqualTo(where);
        assertThat(where.keySet()).containsAll(notServed.keySet());
        assertThat(notServed.values())
                .allSatisfy(line -> assertThat(line.reason()).isNotBlank());
    }

    /** Which service answers an operation, as the front door's router says. */
    private static String where(AzureExample example) {
        List<String> segments = List.of(example.path(Map.of(
                        "scope.billingAccount", "/providers/Microsoft.Billing/billingAccounts/a",
                        "scope.billingProfile", "/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/p",
                        "scope.customer", "/providers/Microsoft.Billing/billingAccounts/a/customers/c",
                        "scope.subscription", "/subscriptions/s",
                        "scope.resourceGroup", "/subscriptions/s/resourceGroups/g"))
                .substring(1)
                .split("/"));
        Route route = Routing.resource(segments)
                .map(resource -> resource.methods().get(example.method()))
                .orElse(null);
        return route == null ? "nowhere" : route == Route.FORWARD_TO_ALERT ? "alert-service" : HERE;
    }

    private List<String> replay(AzureExample example, Map<String, String> names, Set<Listed> used) {
        prepare(example, names);
        List<String> problems = new ArrayList<>();
        JsonNode body = current(example.body());
        // A PUT that is sent again changes what the first one has made.
        int times = example.method().equals("PUT") ? example.statuses().size() : 1;
        for (int time = 0; time < times; time++) {
            Response answer = send(example, names, body);
            int status = answer.statusCode();
            if (times > 1
                    ? status != example.statuses().get(time)
                    : !example.statuses().contains(status)) {
                problems.add(status + " " + answer.asString());
            } else if (!example.response(status).isMissingNode()) {
                problems.addAll(new ExampleShape(field -> mayBeMissing(example, field, used))
                        .problems(example.response(status), read(answer)));
            }
            if (body instanceof ObjectNode object) {
                object.remove("eTag"); // It is of another budget.
            }
        }
        return problems;
    }

    private static Response send(AzureExample example, Map<String, String> names, JsonNode body) {
        var request = as(GLOBAL_ADMIN);
        return (body.isMissingNode() ? request : request.body(body.toString()))
                .request(example.method(), example.target(names));
    }

    private boolean mayBeMissing(AzureExample example, String field, Set<Listed> used) {
        List<Listed> fitting = missingFields.stream()
                .filter(line -> example.operation().startsWith(line.operation()) && field.equals(line.what()))
                .toList();
        used.addAll(fitting);
        return !fitting.isEmpty();
    }

    /** What is asked for has to be there, and what is made must not be. */
    private static void prepare(AzureExample example, Map<String, String> names) {
        JsonNode shown = example.response(200);
        switch (example.operation()) {
            case "Budgets_Get", "Budgets_Delete" -> make(example.target(names), shown);
            case "Budgets_List" -> {
                String list = example.target(names);
                for (JsonNode budget : shown.path("value")) {
                    make(
                            list.replace(
                                    "/budgets?",
                                    "/budgets/listed-"
                                            + budget.at("/properties/amount").intValue() + "?"),
                            budget);
                }
            }
            case "Budgets_CreateOrUpdate" -> as(GLOBAL_ADMIN).delete(example.target(names));
            default -> {}
        }
    }

    private static void make(String budget, JsonNode shown) {
        JsonNode body = shown.isMissingNode() ? read(BudgetBodies.monthly("10")) : current(shown.deepCopy());
        if (body instanceof ObjectNode object) {
            object.remove(List.of("id", "name", "type", "eTag"));
            body.at("/properties/notifications").propertyStream().toList().stream()
                    .filter(notification -> !notification.getValue().isObject())
                    .forEach(broken -> ((ObjectNode) body.at("/properties/notifications")).remove(broken.getKey()));
        }
        Response made = as(GLOBAL_ADMIN).body(body.toString()).put(budget);
        assertThat(made.statusCode()).as(budget + made.asString()).isIn(200, 201);
    }

    /** A budget does not begin in a period that has ended. */
    private static JsonNode current(JsonNode body) {
        if (body.at("/properties/timePeriod") instanceof ObjectNode period) {
            period.put("startDate", BudgetBodies.thisMonth() + "T00:00:00Z");
            period.put("endDate", BudgetBodies.thisMonth().plusYears(1) + "T00:00:00Z");
        }
        return body;
    }

    private static JsonNode read(Response answer) {
        return read(answer.asString());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(json, broken);
        }
    }

    private static List<Listed> lines(String file) {
        try (InputStream lines =
                Objects.requireNonNull(AzureExamplesTest.class.getResourceAsStream("/azure-examples/" + file), file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Listed(columns[0], columns[1], columns[2]))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(file, unreadable);
        }
    }
}
