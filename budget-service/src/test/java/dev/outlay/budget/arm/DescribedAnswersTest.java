package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.DocumentedOperation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every operation is used, with the bodies that the document gives as examples, and what is answered is what it describes. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DescribedAnswersTest {

    private static final ApiDocument DOCUMENT = DescribedService.document();

    /** What has to be made before it can be read, and be read before it is deleted. */
    private static final List<String> ORDER = List.of("PUT", "PATCH", "POST", "GET", "DELETE");

    private final DescribedService service = new DescribedService();

    @TestHTTPResource(value = "/openapi", management = true)
    URI management = URI.create("/"); // injected

    @Test
    void every_operation_succeeds_as_it_is_described() {
        service.prepare();
        Map<String, String> names = new HashMap<>(service.names());
        Map<String, String> begun = new HashMap<>();
        List<DocumentedOperation> operations = DOCUMENT.operations().stream()
                .sorted(Comparator.comparing(DescribedAnswersTest::turn))
                .toList();
        for (DocumentedOperation operation : operations) {
            Map<String, String> own = new HashMap<>(names);
            if (operation.path().contains("resourceGroups")) {
                // The name of a role assignment belongs to one scope.
                own.put("roleAssignmentName", names.get("customerName"));
            }
            if (operation.path().contains("managementGroups")) {
                own.put("roleAssignmentName", names.get("managementGroupName"));
            }
            DescribedRoles.name(operation, own);
            Optional.ofNullable(begun.get(results(operation.path(own)))).ifPresent(id -> own.put("operationName", id));
            String target = operation.path(own) + operation.query();
            if (operation.contentTypes().isEmpty()) {
                Response answer = as(GLOBAL_ADMIN).request(operation.method(), target);
                assertDescribed(operation, answer);
                boolean canSucceed = operation.statuses().stream().anyMatch(status -> status < 300);
                assertThat(answer.statusCode() < 300)
                        .as(operation + " " + answer.asString())
                        .isEqualTo(canSucceed);
                begun(answer).ifPresent(result -> {
                    begun.put(results(result), name(result));
                    if (operation.path().equals("/v1/reconciliation")) {
                        names.put("reconciliationId", name(result));
                    }
                });
            }
            for (String type : operation.contentTypes()) {
                operation.exampleBodies(type).forEach((name, example) -> {
                    JsonNode body = DescribedRoles.placed(target, DescribedService.current(example));
                    assertDone(operation, target, type, body);
                    begun(assertDone(operation, target, type, body))
                            .ifPresent(result -> begun.put(results(result), name(result)));
                });
            }
        }
    }

    /** What has become of an invoice is said once it is closed. */
    private static int turn(DocumentedOperation operation) {
        return ORDER.indexOf(operation.id().equals("putInvoice") ? "GET" : operation.method());
    }

    /** Where the result of what was begun is found; empty where nothing was. */
    private static Optional<String> begun(Response answer) {
        return Optional.ofNullable(answer.header("Location"))
                .map(location -> CostReport.path(location).replaceAll("[?].*", ""));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Where the results of such operations are found, of a path that names one, under the first of its names. */
    private static String results(String path) {
        return path.substring(0, path.lastIndexOf('/')).replace("OperationStatus", "OperationResults");
    }

    private static Response assertDone(DocumentedOperation operation, String target, String type, JsonNode body) {
        Response answer = as(GLOBAL_ADMIN)
                .contentType(type)
                .body(body.isTextual() ? body.textValue() : body.toString())
                .request(operation.method(), target);
        assertDescribed(operation, answer);
        assertThat(answer.statusCode()).as(operation + " " + answer.asString()).isIn(200, 201, 202);
        return answer;
    }

    @Test
    void every_operation_refuses_as_it_is_described() {
        service.prepare();
        List<DocumentedOperation> operations = DOCUMENT.operations().stream()
                .filter(DocumentedOperation::needsToken)
                .toList();
        assertThat(DOCUMENT.operations().stream().filter(operation -> !operation.needsToken()))
                .extracting(DocumentedOperation::id)
                .containsExactlyInAnyOrder("followLink", "getMetadata");
        for (DocumentedOperation operation : operations) {
            String target = operation.path(service.names()) + operation.query();
            refused(operation, given().urlEncodingEnabled(false), target, 401);
            refused(operation, given().urlEncodingEnabled(false).header("Authorization", "Bearer x"), target, 401);
            refused(operation, as(GLOBAL_ADMIN).body(new byte[300 * 1024]), target, 413, 415);
            if (operation.statuses().contains(403)) {
                refused(operation, body(operation, as(OUTSIDER)), target, 403);
            }
            if (!operation.query().isEmpty()) {
                refused(operation, as(GLOBAL_ADMIN), target.replace("?api-version", "?version"), 400);
                refused(operation, as(GLOBAL_ADMIN), operation.path(service.names()) + "?api-version=1970-01-01", 400);
            }
            if (!operation.contentTypes().isEmpty()) {
                refused(operation, as(GLOBAL_ADMIN).body("{"), target, 400, 415);
                refused(operation, as(GLOBAL_ADMIN).contentType("text/xml").body("<a/>"), target, 415);
            }
            if (operation.statuses().contains(404)) {
                Map<String, String> others = new HashMap<>(new DescribedService().names());
                others.put("budgetName", "nobodys");
                others.put("subscriptionId", service.names().get("subscriptionId"));
                assertDescribed(
                        operation,
                        body(operation, as(GLOBAL_ADMIN))
                                .request(operation.method(), operation.path(others) + operation.query()));
            }
        }
    }

    private static RequestSpecification body(DocumentedOperation operation, RequestSpecification request) {
        operation.contentTypes().stream().findFirst().ifPresent(first -> operation.contentTypes().stream()
                .filter(type -> !operation.exampleBodies(type).isEmpty())
                .findFirst()
                .ifPresent(type -> {
                    JsonNode example = DescribedService.current(
                            operation.exampleBodies(type).values().iterator().next());
                    request.contentType(type).body(example.isTextual() ? example.textValue() : example.toString());
                }));
        return request;
    }

    private static void refused(
            DocumentedOperation operation, RequestSpecification request, String target, Integer... statuses) {
        Response answer = request.request(operation.method(), target);
        assertThat(answer.statusCode()).as(operation + " " + answer.asString()).isIn((Object[]) statuses);
        assertDescribed(operation, answer);
    }

    private static void assertDescribed(DocumentedOperation operation, Response answer) {
        assertThat(AnswerCheck.problems(
                        operation,
                        answer.statusCode(),
                        header -> Optional.ofNullable(answer.header(header)),
                        answer.asString()))
                .as(operation + " " + answer.statusCode() + " " + answer.asString())
                .isEmpty();
    }

    @Test
    void a_role_assignment_s_name_at_another_scope_is_a_conflict_as_described() {
        service.prepare();
        List<DocumentedOperation> puts = DOCUMENT.operations().stream()
                .filter(operation -> operation.id().startsWith("putRoleAssignment"))
                .toList();
        String name = UUID.randomUUID().toString();
        Map<String, String> names = new HashMap<>(service.names());
        names.put("roleAssignmentName", name);
        body(puts.get(0), as(GLOBAL_ADMIN))
                .put(puts.get(0).path(names) + puts.get(0).query());

        refused(
                puts.get(1),
                body(puts.get(1), as(GLOBAL_ADMIN)),
                puts.get(1).path(names) + puts.get(1).query(),
                409);
    }

    @Test
    void the_document_is_served_to_everybody_with_a_token_and_on_the_management_port_without_one() {
        Response served = as(OUTSIDER).get("/v1/openapi/budget-service");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.jsonPath().getMap("paths"))
                .containsOnlyKeys(DOCUMENT.operations().stream()
                        .map(DocumentedOperation::path)
                        .distinct()
                        .toArray());
        assertThat(given().get(management).asString())
                .contains(DOCUMENT.operations().stream()
                        .map(DocumentedOperation::id)
                        .toList());
    }
}
