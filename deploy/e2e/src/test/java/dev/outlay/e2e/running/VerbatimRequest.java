package dev.outlay.e2e.running;

import dev.outlay.openapi.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A request whose target is sent as it is written, as HTTP clients would not: without its leading slash, or with slashes that follow each other.
 *
 * @param target path and query
 * @param body JSON; empty for none
 */
public record VerbatimRequest(String method, String target, String body) {

    /** Sends it over a connection of its own; status 0 where that is closed without an answer. */
    public Answer send(String url, String token) {
        URI server = URI.create(url);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                        + "\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        request.writeBytes(content);
        try {
            HttpAnswer answer = HttpAnswer.to(server, request.toByteArray());
            return new Answer(answer.status(), answer.headers(), answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(this + " got no answer", failure);
        }
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
