package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever sends no request to its end, or takes no answer, is cut off, and nobody who is only slow. Over real connections. */
@Tag("full")
class ConnectionsTest {

    private static final int BUFFER = 64 * 1024;

    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n";

    private GuardedServer server;

    @BeforeEach
    void listen() throws Exception {
        server = new GuardedServer(new HttpServerOptions().setSendBufferSize(BUFFER));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private String exchanged(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All that comes until the connection is closed, while a byte is sent whenever nothing has come for a moment. */
    private static String trickled(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream come = new ByteArrayOutputStream();
        for (int sent = 0; sent < 200; ) {
            try {
                int next = in.read();
                if (next < 0) {
                    return come.toString(StandardCharsets.UTF_8);
                }
                come.write(next);
            } catch (SocketTimeoutException silence) {
                send(socket, sent++ % 100 == 0 ? "\r\nX-" + sent + ": " : "y");
            }
        }
        throw new AssertionError("not cut off after 200 bytes; what came: " + come);
    }

    @Test
    void aHeadThatTricklesInIsRefusedAndItsConnectionClosed() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET / HTTP/1.1");
            assertThat(trickled(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("x-ms-request-id: ", "{\"error\":{\"code\":\"RequestTimeout\"");
        }
    }

    @Test
    void alsoWhereItIsNotTheFirstOfItsConnection() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GET + "\r\n" + GET);
            assertThat(trickled(socket)).startsWith("HTTP/1.1 200").contains("good", "HTTP/1.1 408");
        }
    }

    /** It would be taken for the answer to whatever is sent next. */
    @Test
    void endsOfLinesBehindARequestAreNoneAndNothingIsSaidOfThem() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GET + "\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("good");
        }
    }

    /** A body that a request promises and never brings, while it asks to go over to HTTP/2. */
    @Test
    void aRequestThatAsksToGoOverToHttp2StaysOneOfHttp1() throws IOException {
        assertThat(exchanged(GET
                        + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("good");
        assertThat(exchanged(GET + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("good");
    }

    /** A P could become a POST or the preface of HTTP/2. */
    @Test
    void whoeverStopsBeforeItIsKnownWhatItSpeaksIsCutOff() throws IOException {
        assertThat(exchanged("P")).isEmpty();
        assertThat(exchanged("G")).startsWith("HTTP/1.1 408");
    }

    @Test
    void whoeverSaysNothingIsCutOffBeforeAndAfterARequest() throws IOException {
        assertThat(exchanged("")).isEmpty();
        assertThat(exchanged(GET + "\r\n")).startsWith("HTTP/1.1 200").endsWith("good");
        assertThat(exchanged("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aSlowAnswerIsWaitedFor() throws IOException {
        assertThat(exchanged("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("at last");
    }

    @Test
    void whoeverTakesNothingOfItsAnswerIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            server.awaitSending();
            server.awaitGivenUp();
        }
    }

    /** Nor does it help to go on sending meanwhile. */
    @Test
    void alsoWhoeverGoesOnAsking() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            server.awaitSending();
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        try {
                            send(socket, "y");
                        } catch (SocketException closed) {
                            return !server.isSending();
                        }
                        return false;
                    });
        }
    }

    /** For several times as long as nothing may be taken. */
    @Test
    void whoeverTakesItSlowlyGetsAllOfIt() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            int come = 0;
            for (int part = GuardedServer.FILE / 10; part == GuardedServer.FILE / 10; come += part) {
                await().pollDelay(GuardedServer.PATIENCE.dividedBy(4)).until(() -> true);
                part = socket.getInputStream().readNBytes(GuardedServer.FILE / 10).length;
            }
            assertThat(come).isGreaterThan(GuardedServer.FILE);
        }
    }

    @Test
    void whatIsNoRequestIsRefusedWithTheEnvelope() throws IOException {
        assertRefused("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n", 414, "UriTooLong");
        assertRefused(GET + "X: " + "x".repeat(100_000) + "\r\n\r\n", 431, "HeadersTooLarge");
        assertRefused(GET + "X: x\r\n".repeat(20_000) + "\r\n", 431, "HeadersTooLarge");
        assertRefused("GET /\r\n\r\n", 400, "BadRequest");
        assertRefused("\u0001\u0002 / HTTP/9.9\r\n\r\n", 400, "BadRequest");
        assertRefused("GET / HTTP/2.5\r\nHost: x\r\n\r\n", 400, "BadRequest");
        assertRefused("GET / FTP/1.1\r\nHost: x\r\n\r\n", 400, "BadRequest");
        assertRefused(GET + "no colon\r\n\r\n", 400, "BadRequest");
        assertRefused(GET + "X\u0001: x\r\n\r\n", 400, "BadRequest");
        assertRefused("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, "BadRequest");
        assertRefused(
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "BadRequest");
    }

    private void assertRefused(String request, int status, String code) throws IOException {
        String what = request.substring(0, Math.min(80, request.length()));
        assertThat(exchanged(request))
                .as(what)
                .startsWith("HTTP/1.1 " + status)
                .contains("content-type: application/json", "connection: close")
                .containsPattern("x-ms-request-id: [0-9a-f-]{36}\r\nx-ms-correlation-request-id: [0-9a-f-]{36}\r\n")
                .contains("\r\n\r\n{\"error\":{\"code\":\"" + code + "\",\"message\":\"")
                .endsWith("\"}}");
    }

    /** What came before is answered first, though it takes longer. */
    @Test
    void whatIsNoRequestIsRefusedInItsTurn() throws IOException {
        String answers = exchanged("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n" + GET + "\r\n");
        assertThat(answers)
                .startsWith("HTTP/1.1 200")
                .contains("at lastHTTP/1.1 400")
                .endsWith("\"}}");
    }
}
