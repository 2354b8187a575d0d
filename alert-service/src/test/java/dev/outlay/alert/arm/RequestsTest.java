package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.access.Principal;
import dev.outlay.alert.allowance.RequestAllowance;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever asks too often, sends too much or too slowly is stopped, over real connections; the path says who asks. */
@Tag("full")
class RequestsTest {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Requests requests =
            new Requests(new RequestAllowance(1, 3, TimeMeter.SYSTEM_NANOTIME), LONGEST, vertx);
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void listen() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void handle(HttpServerRequest request) {
        request.pause();
        if ("/refused".equals(request.path())) {
            answer(request, Answer.error(401, "AuthenticationFailed", "No."));
            return;
        }
        try {
            requests.count(request, new Principal(request.uri(), "tenant", Set.of()));
        } catch (Refused refused) {
            answer(request, refused.answer());
            return;
        }
        requests.body(request)
                .subscribe()
                .with(
                        body -> answer(request, Answer.empty(200).with("x-length", "" + body.length())),
                        failure -> answer(request, ((Refused) failure).answer()));
    }

    private void answer(HttpServerRequest request, Answer answer) {
        Requests.willBeAnswered(request, answer.status());
        request.response().setStatusCode(answer.status());
        answer.headers().forEach(request.response()::putHeader);
        request.response()
                .end(answer.body().map(Object::toString).orElse(""))
                .onComplete(sent -> requests.answered(request, answer.status()));
    }

    /** All that comes until the connection is closed by the other side. */
    private String exchanged(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private String asked(String path) throws IOException {
        return exchanged("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWaitAndNobodyElseIs() throws IOException {
        for (int left = 2; left >= 0; left--) {
            assertThat(asked("/one"))
                    .startsWith("HTTP/1.1 200")
                    .contains(
                            "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests: DefaultQuota:" + left);
        }
        assertThat(asked("/one"))
                .startsWith("HTTP/1.1 429")
                .containsPattern("(?i)Retry-After: [1-6]?[0-9]\r\n")
                .containsPattern("x-ms-ratelimit-microsoft.costmanagement-client-retry-after: [1-6]?[0-9]\r\n")
                .contains("\"code\":\"429\"");
        assertThat(asked("/other")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aBodyThatTricklesInIsGivenUpAndItsConnectionClosed() throws IOException {
        assertThat(exchanged("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("connection: close")
                .contains("\"code\":\"RequestTimeout\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndItsSenderMayEndInPeace() throws IOException {
        String body = "x".repeat(256 * 1024);
        String head = "POST /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ";
        assertThat(exchanged(head + (body.length() + 1) + "\r\n\r\n" + body + "x"))
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"RequestEntityTooLarge\"");
        assertThat(exchanged(head + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 200")
                .contains("x-length: " + body.length());
    }

    /** Who was refused before the body came must not keep the connection by never ending it. */
    @Test
    void whoGoesOnAfterARefusalIsCutOff() throws IOException {
        assertThat(exchanged("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"))
                .startsWith("HTTP/1.1 401");
    }

    /** Nor by sending without an end, which no silence would show. */
    @Test
    void whoNeverStopsSendingIsCutOff() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.getOutputStream()
                    .write("POST /flood HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            boolean cut = false;
            while (!cut && System.nanoTime() < end) {
                try {
                    socket.getOutputStream().write(chunk);
                } catch (SocketException closed) {
                    cut = true;
                }
            }
            assertThat(cut).isTrue();
        }
    }

    @Test
    void theNextRequestOfTheConnectionIsAnsweredAfterARefusalWhoseBodyCame() throws IOException {
        assertThat(exchanged("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
                        + "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("HTTP/1.1 200");
    }
}
