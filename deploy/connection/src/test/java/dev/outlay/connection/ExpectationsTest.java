package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits to be asked for a body is asked, or told why not before it has sent any (RFC 9110, section 10.1.1); and every answer says when it was given. */
@Tag("full")
class ExpectationsTest {

    private static final String WAITING = " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
    private static final Pattern DATE = Pattern.compile("(?im)^date: (.*)$");

    private GuardedServer server;

    @BeforeEach
    void listen() throws Exception {
        server = new GuardedServer(new HttpServerOptions());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Up to the end of the next head. */
    private static String head(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            assertThat(next).as("closed after " + head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoeverWaitsIsAskedForTheBodyAndTheConnectionGoesOn() throws IOException {
        try (Socket socket = connect()) {
            for (int request = 0; request < 2; request++) {
                send(socket, "POST /read" + WAITING);
                assertThat(head(socket)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                send(socket, "body");
                assertThat(head(socket)).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
                assertThat(socket.getInputStream().readNBytes(6))
                        .isEqualTo("read 4".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void whoeverIsRefusedBeforeIsNotAskedAndNothingMoreIsReadOfThatConnection() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /refused" + WAITING);
            assertThat(head(socket)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
            // Which may be taken for the body, or for the next request.
            send(socket, "GET /read HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(rest(socket)).isEqualTo("good");
        }
    }

    @Test
    void whoeverDoesNotWaitIsAnsweredAsEver() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /refused" + WAITING + "body" + "POST /read" + WAITING + "body");
            assertThat(head(socket)).startsWith("HTTP/1.1 200");
        }
        try (Socket socket = connect()) {
            send(socket, "POST /read HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(rest(socket))
                    .startsWith("HTTP/1.0 200")
                    .endsWith("read 4")
                    .doesNotContain("100 Continue");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, more", "", "99-problems"})
    void anyOtherExpectationIsRefused(String expected) throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST /read HTTP/1.1\r\nHost: x\r\nExpect: " + expected + "\r\nContent-Length: 4\r\n\r\n");
            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 417")
                    .contains("{\"error\":{\"code\":\"ExpectationFailed\"", "x-ms-request-id: ", "date: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /read HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
                "nonsense\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n"
            })
    void everyAnswerSaysWhenItWasGivenOnce(String request) throws IOException {
        ZonedDateTime before = ZonedDateTime.now(ZoneOffset.UTC).minusSeconds(2);
        try (Socket socket = connect()) {
            send(socket, request);
            Matcher date = DATE.matcher(rest(socket));

            assertThat(date.find()).isTrue();
            assertThat(ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME))
                    .isBetween(before, ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
            assertThat(date.find()).isFalse();
        }
    }
}
