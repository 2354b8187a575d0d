package dev.outlay.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A request that a document does not describe, or that nobody would make.
 *
 * @param operation that it was made from
 * @param mutation what was done to it
 * @param headers lines without their ends
 */
public record MalformedRequest(
        DocumentedOperation operation,
        String mutation,
        Expected expected,
        String method,
        String target,
        List<String> headers,
        byte[] body) {

    /** Operation and mutation: two requests of one kind differ in what the seed decides. */
    public String kind() {
        return operation + " · " + mutation;
    }

    /** Whether it is HTTP, so that an answer can be expected. */
    public boolean isHttp() {
        return expected != Expected.NOT_HTTP;
    }

    /**
     * The request as bytes.
     *
     * @param token of the bearer, for requests that bring no authorization of their own
     */
    public byte[] bytes(String token) {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        if (!has("authorization")) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.stream()
                .filter(header -> !header.equalsIgnoreCase("Authorization: none"))
                .forEach(header -> head.append(header).append("\r\n"));
        if (!has("transfer-encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private boolean has(String name) {
        return headers.stream()
                .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith(name + ":"));
    }

    @Override
    public String toString() {
        String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1);
        String shown = target.length() > 300 ? target.substring(0, 300) + "..." : target;
        return kind() + ": " + method + " " + shown + " " + headers + " " + text;
    }
}
