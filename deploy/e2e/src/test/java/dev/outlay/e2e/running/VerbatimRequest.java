package dev.outlay.e2e.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request whose target is sent as it is written, as HTTP clients would not: without its leading slash, or with slashes that follow each other.
 *
 * @param target path and query
 * @param body JSON; empty for none
 */
public record VerbatimRequest(String method, String target, String body) {

    /** Sends it over a connection of its own. */
    public Answer send(String url, String token) {
        URI server = URI.create(url);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                        + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(this + " got no answer", failure);
        }
    }

    private static Answer read(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String[] lines = answer.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int line = 1; line < lines.length; line++) {
            int colon = lines[line].indexOf(':');
            headers.putIfAbsent(
                    lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[line].substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, answer.substring(end + 4));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
