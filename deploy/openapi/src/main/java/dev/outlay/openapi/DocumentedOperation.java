package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path and a method, with what the document says of them.
 *
 * @param path the template, with names in braces
 * @param method in capitals
 */
public record DocumentedOperation(
        ApiDocument document, String path, String method, JsonNode pathItem, JsonNode operation) {

    /** What the operation is called. */
    public String id() {
        return operation.path("operationId").asText();
    }

    /** The parameters of the path and of the operation, references followed. */
    List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        pathItem.path("parameters").forEach(parameter -> parameters.add(document.resolve(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(document.resolve(parameter)));
        return parameters;
    }

    /** The parameters of the query, or of the path, by name. */
    Map<String, JsonNode> parameters(String in) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals(in))
                .forEach(parameter -> found.put(parameter.path("name").asText(), parameter));
        return found;
    }

    /**
     * A path of the template.
     *
     * @param names values of its parameters; the document's examples are taken for others
     */
    public String path(Map<String, String> names) {
        String filled = path;
        for (Map.Entry<String, JsonNode> parameter : parameters("path").entrySet()) {
            String name = parameter.getKey();
            String value = names.getOrDefault(
                    name, parameter.getValue().path("example").asText());
            filled = filled.replace("{" + name + "}", value);
        }
        return filled;
    }

    /** The parameters of the query that have to be there, with the document's examples as values; empty or beginning with a question mark. */
    public String query() {
        StringBuilder query = new StringBuilder();
        parameters("query").forEach((name, parameter) -> {
            if (parameter.path("required").asBoolean()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(parameter.path("example").asText());
            }
        });
        return query.toString();
    }

    /** The content types that a body can have. */
    public Set<String> contentTypes() {
        Set<String> types = new TreeSet<>();
        document.resolve(operation.path("requestBody"))
                .path("content")
                .fieldNames()
                .forEachRemaining(types::add);
        return types;
    }

    /** Examples of a body, by content type and name: JSON, or text as a text node. */
    public Map<String, JsonNode> exampleBodies(String contentType) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        requestContent(contentType)
                .path("examples")
                .properties()
                .forEach(example -> examples.put(
                        example.getKey(), document.resolve(example.getValue()).path("value")));
        return examples;
    }

    private JsonNode requestContent(String contentType) {
        return document.resolve(operation.path("requestBody")).path("content").path(contentType);
    }

    /** The headers that the document gives an example of, as lines. */
    public List<String> headers() {
        return parameters("header").entrySet().stream()
                .filter(header -> header.getValue().has("example"))
                .map(header -> header.getKey() + ": "
                        + header.getValue().path("example").asText())
                .toList();
    }

    /** Whether what is sent is looked at only after it was answered (RFC 9110, section 15.3.3). */
    boolean isLookedAtLater() {
        return statuses().contains(202);
    }

    /** Whether a body is read, wanted or not: then one can be too large. */
    boolean readsBodies() {
        return statuses().contains(413);
    }

    /** Whether a body of that type is JSON (RFC 6839, section 3.1). */
    static boolean isJson(String contentType) {
        return contentType.equals("application/json") || contentType.endsWith("+json");
    }

    /** Whether it asks who it is; what a link opens is for whoever has that (OpenAPI 3.1, security: an empty list). */
    public boolean needsToken() {
        return !operation.path("security").isArray()
                || !operation.path("security").isEmpty();
    }

    /** Whether the document's schema of the body allows this JSON. */
    boolean allowsBody(String contentType, JsonNode body) {
        return document.schema(requestContent(contentType).path("schema"))
                .validate(body)
                .isEmpty();
    }

    /** Whether the document's schema of a parameter allows this text. */
    static boolean allows(ApiDocument document, JsonNode parameter, JsonNode value) {
        return document.schema(parameter.path("schema")).validate(value).isEmpty();
    }

    /** The statuses that it can be answered with. */
    public Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        return statuses;
    }

    JsonNode response(int status) {
        return document.resolve(operation.path("responses").path(Integer.toString(status)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
