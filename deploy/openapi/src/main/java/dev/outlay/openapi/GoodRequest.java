package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that the document describes, from which malformed ones are made.
 *
 * @param path without the query
 * @param query with its question mark; empty for none
 * @param contentType of the body; empty for no body
 * @param body JSON, or text as a text node; missing for none
 */
record GoodRequest(DocumentedOperation operation, String path, String query, String contentType, JsonNode body) {

    boolean hasJson() {
        return DocumentedOperation.isJson(contentType);
    }

    boolean hasBody() {
        return !contentType.isEmpty();
    }

    String bodyText() {
        return body.isMissingNode() ? "" : body.isTextual() ? body.textValue() : body.toString();
    }

    private List<String> headers() {
        return headers(contentType);
    }

    private List<String> headers(String type) {
        List<String> headers = new ArrayList<>(operation.headers());
        if (!type.isEmpty()) {
            headers.add("Content-Type: " + type);
        }
        return headers;
    }

    /** The same with another target. */
    MalformedRequest withTarget(String mutation, Expected expected, String target) {
        return request(mutation, expected, operation.method(), target, headers(), bytes());
    }

    /** The same with another method. */
    MalformedRequest withMethod(String mutation, Expected expected, String method) {
        return request(mutation, expected, method, path + query, headers(), bytes());
    }

    /** The same with a header added, before the others. */
    MalformedRequest withHeader(String mutation, Expected expected, String header) {
        List<String> more = new ArrayList<>(List.of(header));
        more.addAll(headers(header.startsWith("Content-Type:") ? "" : contentType));
        return request(mutation, expected, operation.method(), path + query, more, bytes());
    }

    /** The same with another body. */
    MalformedRequest withBody(String mutation, Expected expected, byte[] other) {
        List<String> headers = headers(hasBody() ? contentType : "application/json");
        return request(mutation, expected, operation.method(), path + query, headers, other);
    }

    private byte[] bytes() {
        return bodyText().getBytes(StandardCharsets.UTF_8);
    }

    private MalformedRequest request(
            String mutation, Expected expected, String method, String target, List<String> headers, byte[] sent) {
        return new MalformedRequest(operation, mutation, expected, method, target, headers, sent);
    }
}
