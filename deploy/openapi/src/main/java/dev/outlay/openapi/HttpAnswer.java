package dev.outlay.openapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, as it came over a connection of its own.
 *
 * @param status 0 where the connection was closed without an answer
 * @param headers by name in lower case; of a repeated one the first
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

    private static final int PATIENCE_MILLIS = 30_000;

    /** Sends bytes, whatever they are, and reads until the service closes the connection. */
    public static HttpAnswer to(URI address, byte[] request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
            } catch (SocketException closed) {
                // Refused before all of it was sent; the answer may have come nevertheless.
            }
            return read(answer(socket));
        }
    }

    private static String answer(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException reset) {
            // What came before the reset is the answer.
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static HttpAnswer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            return new HttpAnswer(0, Map.of(), text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (int line = 1; line < lines.length; line++) {
            int colon = lines[line].indexOf(':');
            headers.putIfAbsent(
                    lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[line].substring(colon + 1).strip());
        }
        return new HttpAnswer(Integer.parseInt(lines[0].substring(9, 12)), headers, text.substring(end + 4));
    }

    /** The value of a header, its name in any casing. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
