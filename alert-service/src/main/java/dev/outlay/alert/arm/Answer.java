package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it goes over the wire.
 *
 * @param page HTML, in place of a body
 */
record Answer(int status, Optional<ObjectNode> body, Optional<String> page, Map<String, String> headers) {

    static Answer ok(ObjectNode body) {
        return of(200, body);
    }

    static Answer of(int status, ObjectNode body) {
        return new Answer(status, Optional.of(body), Optional.empty(), Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, Optional.empty(), Optional.empty(), Map.of());
    }

    /** A page for people, which may load nothing and send its form only here, and under whose address nobody is told of it. */
    static Answer page(int status, String html) {
        return new Answer(
                status,
                Optional.empty(),
                Optional.of(html),
                Map.of(
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                        "referrer-policy",
                        "no-referrer",
                        "x-robots-tag",
                        "noindex"));
    }

    /** An error in ARM's envelope. */
    static Answer error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return of(status, body);
    }

    static Answer notFound(String what) {
        return error(404, "ResourceNotFound", "The resource '" + what + "' was not found.");
    }

    /** A denial, which is the same whether or not there is anything at the scope. */
    static Answer denied(String principal, String scope, String reason) {
        return error(
                403,
                "AuthorizationFailed",
                "The client '" + principal + "' does not have authorization to perform this action over '" + scope
                        + "': it " + reason + ".");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, page, Map.copyOf(more));
    }
}
