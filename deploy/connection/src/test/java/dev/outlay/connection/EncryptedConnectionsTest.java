package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.LocalCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of connections holds where they are encrypted: there the front door's HTTP begins behind TLS, which also says the version. */
@Tag("full")
class EncryptedConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    Path directory = Path.of("/unset");

    private final Vertx vertx = new VertxBuilder()
            .findTransport(new GuardedTransport(() -> new Patience(PATIENCE, PATIENCE)))
            .init()
            .vertx();
    private final AtomicInteger sending = new AtomicInteger();
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void listen() throws Exception {
        LocalCertificate made = LocalCertificate.in(directory.resolve("keys"));
        server = got(vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(made.certificate().toString())
                                .addKeyPath(made.key().toString())))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        got(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        if ("/endless".equals(request.path())) {
            sending.incrementAndGet();
            request.response().closeHandler(closed -> sending.decrementAndGet());
            request.response().exceptionHandler(broken -> {});
            part(request.response().setChunked(true));
        } else {
            request.response().end("good");
        }
    }

    private static void part(HttpServerResponse response) {
        response.write("x".repeat(64 * 1024)).onSuccess(written -> part(response));
    }

    private NetSocket connect() throws Exception {
        return got(vertx.createNetClient(
                        new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm(""))
                .connect(server.actualPort(), "127.0.0.1"));
    }

    /** What has come when the other side closes the connection. */
    private String exchanged(String request, boolean isTrickling) throws Exception {
        NetSocket socket = connect();
        Buffer come = Buffer.buffer();
        AtomicBoolean isClosed = new AtomicBoolean();
        socket.handler(come::appendBuffer);
        socket.closeHandler(closed -> isClosed.set(true));
        socket.write(request);
        if (isTrickling) {
            vertx.setPeriodic(50, beat -> socket.write("y"));
        }
        await().atMost(Duration.ofSeconds(10)).until(isClosed::get);
        return come.toString();
    }

    @Test
    void aHeadThatTricklesInIsRefused() throws Exception {
        assertThat(exchanged("GET / HTTP/1.1\r\nX: ", true))
                .startsWith("HTTP/1.1 408")
                .contains("{\"error\":{\"code\":\"RequestTimeout\"");
    }

    @Test
    void whatIsNoRequestIsRefusedWithTheEnvelope() throws Exception {
        assertThat(exchanged("GET / HTTP/1.1\r\n\r\nnonsense\r\n\r\n", false))
                .startsWith("HTTP/1.1 200")
                .contains("goodHTTP/1.1 400", "x-ms-request-id: ", "{\"error\":{\"code\":\"BadRequest\"");
    }

    @Test
    void whoeverTakesNothingOfItsAnswerIsCutOff() throws Exception {
        NetSocket socket = connect();
        socket.pause();
        got(socket.write("GET /endless HTTP/1.1\r\n\r\n"));
        assertIsGivenUp();
    }

    @Test
    void alsoInHttp2() throws Exception {
        got(vertx.createHttpClient(new HttpClientOptions()
                        .setSsl(true)
                        .setTrustAll(true)
                        .setUseAlpn(true)
                        .setProtocolVersion(HttpVersion.HTTP_2))
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/endless")
                .compose(request -> request.exceptionHandler(reset -> {}).send())
                .map(response -> response.exceptionHandler(reset -> {}).pause().version()));
        assertIsGivenUp();
    }

    private void assertIsGivenUp() {
        await().atMost(Duration.ofSeconds(15)).until(() -> sending.get() == 1);
        await().atMost(Duration.ofSeconds(15)).until(() -> sending.get() == 0);
    }
}
