package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.DocumentedOperation;
import dev.outlay.openapi.HttpAnswer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every operation is used, with the bodies that the document gives as examples, and what is answered is what it describes. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class DescribedAnswersTest {
    private static final int MORE_THAN_A_BODY_HAS = 10 * 1024 * 1024 + 1;

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

    @TestHTTPResource(value = "/openapi", management = true)
    URI management = URI.create("/"); // injected

    @Test
    void everyOperationSucceedsAsItIsDescribed() {
        Map<String, String> names = DescribedService.names();
        for (DocumentedOperation operation : DescribedService.DOCUMENT.operations()) {
            if (operation.contentTypes().isEmpty()) {
                assertSuccess(operation, Door.asAdmin().request(operation.method(), operation.path(names)));
            }
            for (String type : operation.contentTypes()) {
                operation
                        .exampleBodies(type)
                        .values()
                        .forEach(example -> assertSuccess(
                                operation, DescribedService.send(Door.asAdmin(), operation, type, example)));
            }
        }
    }

    private static void assertSuccess(DocumentedOperation operation, Response answer) {
        assertThat(answer.statusCode()).as(operation + " " + answer.asString()).isIn(200, 202);
        DescribedService.assertDescribed(operation, answer);
    }

    @Test
    void everyOperationRefusesAsItIsDescribed() throws IOException {
        Map<String, String> names = DescribedService.names();
        for (DocumentedOperation operation : DescribedService.DOCUMENT.operations()) {
            String path = operation.path(names);
            refused(operation, Door.plain(), path, 401);
            refused(operation, Door.as("x"), path, 401);
            refused(operation, Door.as(RunningParts.expiredToken()), path, 401);
            refusedAsNoUri(operation, path + "?x=%zz");
            if (operation.statuses().contains(403)) {
                refused(operation, Door.as(RunningParts.token(Persona.CUSTOMER_OWNER)), path, 403);
            }
            if (operation.statuses().contains(404)) {
                refused(operation, Door.asAdmin(), operation.path(Map.of("id", "nobodys")), 404);
            }
            if (operation.statuses().contains(415)) {
                refused(operation, Door.asAdmin().contentType("text/xml").body("<a/>"), path, 415);
            }
        }
    }

    @Test
    void bodiesAreRefusedAsItIsDescribed() {
        DocumentedOperation events = operation("postCostEvents");
        for (String type : events.contentTypes()) {
            for (String body : List.of("", "{", "null", "[1]", "{}", "{\"data\":1}")) {
                RequestSpecification request = Door.asAdmin().contentType(type).body(body);
                events.headers().forEach(line -> request.header(line.split(": ", 2)[0], line.split(": ", 2)[1]));
                refused(events, request, events.path(), 400);
            }
        }
        refused(
                events,
                Door.asAdmin().contentType(Door.STRUCTURED).body(new byte[MORE_THAN_A_BODY_HAS]),
                events.path(),
                413);
        DocumentedOperation imports = operation("postImport");
        refused(imports, Door.asAdmin().contentType("text/csv").body(new byte[0]), imports.path(), 400);
        for (String query : List.of("mode=", "mode=replace", "alerts=all", "source=", "source=%00")) {
            refused(
                    imports,
                    Door.asAdmin()
                            .urlEncodingEnabled(false)
                            .contentType("text/csv")
                            .body("a,b\n"),
                    imports.path() + "?" + query,
                    400);
        }
    }

    @Test
    void theDocumentIsServedOnTheManagementPortWithoutAToken() {
        assertThat(RestAssured.get(management).asString())
                .contains(DescribedService.DOCUMENT.operations().stream()
                        .map(DocumentedOperation::id)
                        .toList());
    }

    private static DocumentedOperation operation(String id) {
        return DescribedService.DOCUMENT.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(
            DocumentedOperation operation, RequestSpecification request, String target, int status) {
        Response answer = request.request(operation.method(), target);
        assertThat(answer.statusCode()).as(operation + " " + answer.asString()).isEqualTo(status);
        DescribedService.assertDescribed(operation, answer);
    }

    private void refusedAsNoUri(DocumentedOperation operation, String target) throws IOException {
        HttpAnswer answer = HttpAnswer.to(
                address,
                (operation.method() + " " + target
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(AnswerCheck.problems(operation, 400, answer::header, answer.body()))
                .as(operation + " " + answer)
                .isEmpty();
        assertThat(new ObjectMapper().readTree(answer.body()).at("/error/code").asText())
                .isEqualTo("InvalidRequestUri");
    }
}
