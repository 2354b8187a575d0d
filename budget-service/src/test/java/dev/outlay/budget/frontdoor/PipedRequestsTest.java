package dev.outlay.budget.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.reached.PlainlyReached;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is piped to another service is bounded on its way: neither side keeps a request of which nothing comes, or too much. Over real connections. */
@Tag("full")
class PipedRequestsTest {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String POST = " HTTP/1.1\r\nHost: x\r\n";
    private static final int MEBIBYTE = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private HttpServer door = vertx.createHttpServer();

    /** As slow and as often as people ask; only the time of a body is short. */
    private record Allowance(int perMinute, int atOnce, Duration longestBody) implements AllowanceConfig {}

    private record Origins(URI ingestUrl, URI alertUrl, Duration connectTimeout, Duration idleTimeout)
            implements FrontDoorConfig {}

    @BeforeEach
    void listen() throws Exception {
        HttpServer origin = listening(vertx.createHttpServer().requestHandler(this::origin));
        URI url = URI.create("http://127.0.0.1:" + origin.actualPort());
        AllowanceConfig allowance = new Allowance(1, 1, PERIOD);
        FrontDoor frontDoor = new FrontDoor(
                vertx,
                new Origins(url, url, Duration.ofSeconds(2), Duration.ofSeconds(60)),
                allowance,
                PlainlyReached.reached(),
                new UnreadRest(allowance, vertx));
        door = listening(vertx.createHttpServer().requestHandler(request -> {
            request.pause();
            request.response().putHeader("x-ms-request-id", "id-1").putHeader("x-ms-correlation-request-id", "cor-1");
            if (request.uri().startsWith("/ingest")) {
                frontDoor.toIngest(request, request.uri());
            } else {
                frontDoor.toAlert(request, request.uri());
            }
        }));
    }

    private static HttpServer listening(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    /** Tells how much came, or refuses before it has; on one path it takes nothing for a while. */
    private void origin(HttpServerRequest request) {
        asked.incrementAndGet();
        open.incrementAndGet();
        request.response().endHandler(done -> open.decrementAndGet());
        request.response()
                .putHeader("x-ms-request-id", String.valueOf(request.getHeader("x-ms-request-id")))
                .putHeader("x-ms-correlation-request-id", request.getHeader("x-ms-correlation-request-id"));
        if (String.valueOf(request.path()).endsWith("/refused")) {
            request.response().setStatusCode(403).end("no");
            return;
        }
        if (String.valueOf(request.path()).endsWith("/busy")) {
            request.pause();
            vertx.setTimer(3 * PERIOD.toMillis(), rested -> request.resume());
        }
        AtomicInteger bytes = new AtomicInteger();
        request.handler(part -> bytes.addAndGet(part.length()));
        request.endHandler(end -> request.response().end("came=" + bytes));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", door.actualPort());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** All that comes until the other side closes the connection. */
    private String exchanged(String... parts) throws IOException {
        try (Socket socket = connect()) {
            for (String part : parts) {
                send(socket.getOutputStream(), part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertNothingIsKept() {
        await().atMost(Duration.ofSeconds(30)).until(() -> open.get() == 0);
    }

    @Test
    void whatTricklesInIsGivenUpOnBothSides() throws IOException {
        for (String path : new String[] {"/alert", "/ingest"}) {
            String answer = exchanged("POST " + path + POST + "Content-Length: 1000\r\n\r\n{");
            assertThat(answer)
                    .as(path)
                    .startsWith("HTTP/1.1 408")
                    .containsIgnoringCase("connection: close")
                    .contains("x-ms-request-id: id-1", "{\"error\":{\"code\":\"RequestTimeout\"");
            assertNothingIsKept();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatGoesToTheAlertServiceIsNoLargerThanItTakes() throws IOException {
        String head = "POST /alert" + POST + "Connection: close\r\n";
        String announced = exchanged(head + "Content-Length: " + (MEBIBYTE / 4 + 1) + "\r\n\r\n{");
        assertThat(announced).startsWith("HTTP/1.1 413").contains("{\"error\":{\"code\":\"RequestEntityTooLarge\"");
        assertThat(asked).as("times that the origin was asked").hasValue(0);

        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String found = exchanged(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(found).startsWith("HTTP/1.1 413").contains("{\"error\":{\"code\":\"RequestEntityTooLarge\"");
        assertNothingIsKept();

        assertThat(exchanged(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("came=" + MEBIBYTE / 4);
    }

    @Test
    void aFileComesThroughWhateverItsSizeAlsoWhereTheOriginIsBusy() throws IOException {
        String head = POST + "Connection: close\r\nContent-Length: " + 8 * MEBIBYTE + "\r\n\r\n";
        String body = "x".repeat(8 * MEBIBYTE);
        for (String path : new String[] {"/ingest", "/ingest/busy"}) {
            assertThat(exchanged("POST " + path + head, body))
                    .as(path)
                    .startsWith("HTTP/1.1 200")
                    .contains("came=" + 8 * MEBIBYTE);
        }
    }

    @Test
    void whoGoesOnAfterARefusalOfTheOriginIsCutOff() throws IOException {
        assertThat(exchanged("POST /alert/refused" + POST + "Content-Length: 1000\r\n\r\n{"))
                .startsWith("HTTP/1.1 403");
        assertNothingIsKept();
        try (Socket socket = connect()) {
            send(socket.getOutputStream(), "POST /ingest/refused" + POST + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            boolean cut = false;
            while (!cut && System.nanoTime() < end) {
                try {
                    send(socket.getOutputStream(), chunk);
                } catch (SocketException closed) {
                    cut = true;
                }
            }
            assertThat(cut).as("cut off").isTrue();
        }
        assertNothingIsKept();
    }

    @Test
    void theOriginHasTheIdsOfTheAnswerAndTheAnswerHasEachOnce() throws IOException {
        String answer = exchanged("GET /alert" + POST
                + "Connection: close\r\nx-ms-request-id: mine\r\nx-ms-correlation-request-id: mine\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").containsOnlyOnce("x-ms-request-id: id-1");
        assertThat(answer)
                .containsOnlyOnce("x-ms-correlation-request-id: cor-1")
                .doesNotContain("mine");
        assertThat(answer.toLowerCase(Locale.ROOT)).containsOnlyOnce("x-ms-request-id");
    }

    @Test
    void theNextRequestOfTheConnectionIsAnsweredToo() throws IOException {
        assertThat(exchanged("POST /alert/refused" + POST + "Content-Length: 2\r\n\r\n{}" + "GET /alert" + POST
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("HTTP/1.1 200");
    }
}
