package dev.outlay.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Compares answers with what the document says of them. */
public final class AnswerCheck {

    private static final String JSON_TYPE = "application/json";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private AnswerCheck() {}

    /**
     * Where an answer and the document differ; empty when they agree.
     *
     * @param headers gives the value of a header
     * @param body as it came; empty for none
     */
    public static List<String> problems(
            DocumentedOperation operation, int status, Function<String, Optional<String>> headers, String body) {
        if (!operation.statuses().contains(status)) {
            return List.of("status " + status + " is none of " + operation.statuses());
        }
        JsonNode response = operation.response(status);
        List<String> problems = new ArrayList<>();
        response.path("headers").properties().forEach(header -> {
            JsonNode described = operation.document().resolve(header.getValue());
            Optional<String> value = headers.apply(header.getKey());
            if (value.isEmpty() && described.path("required").asBoolean()) {
                problems.add("header " + header.getKey() + " is missing");
            }
        });
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            if (!body.isEmpty()) {
                problems.add("there is a body, and none is described");
            }
            return problems;
        }
        String type = headers.apply("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!content.has(type)) {
            problems.add("the content type is " + type);
        } else if (DocumentedOperation.isJson(type)) {
            problems.addAll(problems(operation, content.path(type).path("schema"), body));
        }
        return problems;
    }

    private static List<String> problems(DocumentedOperation operation, JsonNode schema, String body) {
        try {
            return operation.document().closedSchema(schema).validate(JSON.readTree(body)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (JsonProcessingException malformed) {
            return List.of("the body is not JSON: " + malformed.getOriginalMessage());
        }
    }

    /** Whether a body is an error in ARM's envelope. */
    static boolean hasEnvelope(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return !error.path("code").asText().isBlank()
                    && !error.path("message").asText().isBlank();
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }

    /** Where the examples of a document break its own schemas. */
    public static List<String> problemsOfExamples(ApiDocument document) {
        List<String> problems = new ArrayList<>();
        for (DocumentedOperation operation : document.operations()) {
            operation.contentTypes().stream()
                    .filter(DocumentedOperation::isJson)
                    .forEach(type -> operation.exampleBodies(type).forEach((name, body) -> {
                        if (!operation.allowsBody(type, body)) {
                            problems.add(operation + " request " + name);
                        }
                    }));
            for (int status : operation.statuses()) {
                JsonNode content = operation.response(status).path("content").path(JSON_TYPE);
                content.path("examples").properties().forEach(example -> problems(
                                operation,
                                content.path("schema"),
                                document.resolve(example.getValue())
                                        .path("value")
                                        .toString())
                        .forEach(problem ->
                                problems.add(operation + " " + status + " " + example.getKey() + ": " + problem)));
            }
        }
        return problems;
    }
}
