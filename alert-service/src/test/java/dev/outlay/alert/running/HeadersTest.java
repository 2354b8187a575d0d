package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every answer says beside its body, and how whoever waits to be asked for a body is asked. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class HeadersTest {

    private static final String GROUP =
            Crossings.account("headed") + "/providers/Microsoft.Insights/actionGroups/waiting" + Groups.VERSION;
    private static final Pattern DATE =
            Pattern.compile("(?im)^date: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$");
    private static final Pattern ROUTING =
            Pattern.compile("(?im)^x-ms-routing-request-id: OUTLAY:[0-9]{8}T[0-9]{6}Z:[0-9a-f-]{36}$");

    private final Outlay outlay = new Outlay();
    private final String authorization = "Authorization: Bearer " + outlay.token(Persona.GLOBAL_ADMIN) + "\r\n";
    private final URI address = URI.create(Outlay.config("test.url"));

    @AfterEach
    void close() {
        outlay.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String head(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = input.read(); next >= 0; next = input.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private String answer(String requestLine, String headers) throws IOException {
        try (Socket socket = connect()) {
            send(socket, requestLine + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
            return rest(socket);
        }
    }

    @Test
    void everyAnswerSaysWhenItWasGivenAndWhichWayItWent() throws IOException {
        for (String requestLine : List.of(
                "GET /v1/deliveries", "GET /nothing", "GET /%zz", "GET ?no=path", "PATCH " + GROUP, "nonsense")) {
            for (String headers : List.of(authorization, "")) {
                String answer = answer(requestLine, headers);

                assertThat(DATE.matcher(answer).results()).as(answer).hasSize(1);
                assertThat(ROUTING.matcher(answer).results()).as(answer).hasSize(1);
            }
        }
        assertThat(answer("GET /v1/deliveries", authorization))
                .containsPattern(
                        "(?im)^x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests: DefaultQuota:[0-9]+$");
    }

    @Test
    void whoeverWaitsToBeAskedForABodyIsAskedOrRefusedBefore() throws IOException {
        String body = Groups.webhookBody("https://hooks.example/x");
        String waiting = "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
        try (Socket socket = connect()) {
            send(socket, "PUT " + GROUP + " HTTP/1.1\r\nHost: x\r\n" + authorization + waiting);
            assertThat(head(socket)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            send(socket, body);
            assertThat(head(socket)).startsWith("HTTP/1.1 20");
        }
        try (Socket socket = connect()) {
            send(socket, "PUT " + GROUP + " HTTP/1.1\r\nHost: x\r\n" + waiting);
            assertThat(rest(socket)).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
        try (Socket socket = connect()) {
            send(
                    socket,
                    "PUT " + GROUP + " HTTP/1.1\r\nHost: x\r\n" + authorization
                            + waiting.replace("100-continue", "a miracle"));
            assertThat(rest(socket)).startsWith("HTTP/1.1 417").contains("{\"error\":{\"code\":\"ExpectationFailed\"");
        }
    }
}
