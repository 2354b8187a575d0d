package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every answer says beside its body, and how whoever waits to be asked for a body is asked. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class HeadersTest {
    private static final Pattern DATE =
            Pattern.compile("(?im)^date: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$");
    private static final Pattern ROUTING =
            Pattern.compile("(?im)^x-ms-routing-request-id: OUTLAY:[0-9]{8}T[0-9]{6}Z:[0-9a-f-]{36}$");

    private final String authorization = "Authorization: Bearer " + RunningParts.token(Persona.GLOBAL_ADMIN) + "\r\n";

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

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
                "GET /v1/imports", "GET /nothing", "GET /%zz", "GET ?no=path", "PATCH /v1/cost-events", "nonsense")) {
            for (String headers : List.of(authorization, "")) {
                String answer = answer(requestLine, headers);

                assertThat(DATE.matcher(answer).results()).as(answer).hasSize(1);
                assertThat(ROUTING.matcher(answer).results()).as(answer).hasSize(1);
                assertThat(answer).containsIgnoringCase("content-type: application/json; charset=utf-8\r\n");
            }
        }
        assertThat(answer("GET /v1/imports", authorization))
                .containsPattern(
                        "(?im)^x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests: DefaultQuota:[0-9]+$");
    }

    @Test
    void whoeverWaitsToBeAskedForABodyIsAskedOrRefusedBefore() throws IOException {
        String waiting = "Expect: 100-continue\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n\r\n";
        for (String target : List.of("/v1/cost-events", "/v1/imports")) {
            String type = target.endsWith("imports") ? waiting : waiting.replace("text/csv", Door.STRUCTURED);
            try (Socket socket = connect()) {
                send(socket, "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + authorization + type);
                assertThat(head(socket)).as(target).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                send(socket, "a,b");
                assertThat(head(socket)).as(target).matches("(?s)HTTP/1\\.1 [24].*");
            }
            try (Socket socket = connect()) {
                send(socket, "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + type);
                assertThat(rest(socket))
                        .as(target)
                        .startsWith("HTTP/1.1 401")
                        .containsIgnoringCase("connection: close");
            }
            try (Socket socket = connect()) {
                send(
                        socket,
                        "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + authorization
                                + type.replace("100-continue", "a miracle"));
                assertThat(rest(socket))
                        .startsWith("HTTP/1.1 417")
                        .contains("{\"error\":{\"code\":\"ExpectationFailed\"");
            }
        }
    }
}
