package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.DocumentedOperation;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The document of the service, to which every answer is held that a test gets through {@link Door}. */
final class DescribedService implements Filter {
    static final ApiDocument DOCUMENT =
            ApiDocument.read(Repository.file("usage-ingest-service/src/main/resources/META-INF/openapi.yaml"));

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        operation(request.getMethod(), URI.create(request.getURI()).getRawPath())
                .ifPresent(operation -> assertDescribed(operation, answer));
        return answer;
    }

    static void assertDescribed(DocumentedOperation operation, Response answer) {
        assertThat(AnswerCheck.problems(
                        operation,
                        answer.statusCode(),
                        header -> Optional.ofNullable(answer.header(header)),
                        answer.asString()))
                .as(operation + " " + answer.statusCode() + " " + answer.asString())
                .isEmpty();
    }

    private static Optional<DocumentedOperation> operation(String method, String path) {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst();
    }

    /** Sends an example of the document as its type says. */
    static Response send(RequestSpecification as, DocumentedOperation operation, String type, JsonNode example) {
        operation.headers().forEach(line -> as.header(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        String body = example.isTextual() ? example.textValue() : example.toString();
        return as.contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .request(operation.method(), operation.path());
    }

    /** The name of an import of the document's file that has ended, as the parameter of paths. */
    static Map<String, String> names() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
        DocumentedOperation post = operation("POST", "/v1/imports").orElseThrow();
        JsonNode file = post.exampleBodies("text/csv").values().iterator().next();
        String id = send(Door.asAdmin(), post, "text/csv", file)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("id");
        await().atMost(Duration.ofSeconds(20)).until(() -> Door.asAdmin()
                .get("/v1/imports/" + id)
                .jsonPath()
                .getString("state")
                .equals("Completed"));
        return Map.of("id", id);
    }
}
