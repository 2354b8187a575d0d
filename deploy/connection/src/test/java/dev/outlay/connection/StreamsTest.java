package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In HTTP/2 a client says of each answer how much of it it takes: one of which it takes nothing is given up, and the others of the connection are not. */
@Tag("full")
class StreamsTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int FILE = 2 * 1024 * 1024;

    private final Vertx vertx = new VertxBuilder()
            .findTransport(new GuardedTransport(() -> new Patience(PATIENCE, PATIENCE)))
            .init()
            .vertx();
    private final AtomicInteger sending = new AtomicInteger();
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void listen() throws Exception {
        server = got(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        got(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (String.valueOf(request.path())) {
            case "/slow" -> vertx.setTimer(4 * PATIENCE.toMillis(), thought -> response.end("at last"));
            case "/file" -> {
                sending.incrementAndGet();
                response.closeHandler(closed -> sending.decrementAndGet());
                response.exceptionHandler(broken -> {});
                response.end(Buffer.buffer("x".repeat(FILE)));
            }
            default -> response.end("good");
        }
    }

    /** @param isUpgrade whether the connection begins with a request of HTTP/1 */
    private HttpClient client(boolean isUpgrade) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(isUpgrade)
                .setHttp2MaxPoolSize(1));
    }

    private HttpClientRequest asked(HttpClient client, String path) throws Exception {
        return got(client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerOfWhichNothingIsTakenIsGivenUpAndTheOthersGoOn(boolean isUpgrade) throws Exception {
        HttpClient client = client(isUpgrade);
        got(asked(client, "/").send().compose(HttpClientResponse::body));
        HttpClientRequest first = asked(client, "/file");
        AtomicBoolean isClosed = new AtomicBoolean();
        first.connection().closeHandler(closed -> isClosed.set(true));
        AtomicBoolean isReset = new AtomicBoolean();
        first.exceptionHandler(reset -> isReset.set(true));
        got(first.send().map(untaken -> untaken.pause().exceptionHandler(reset -> isReset.set(true))));
        HttpClientRequest second = asked(client, "/slow");
        Future<Buffer> slow = second.send().compose(HttpClientResponse::body);
        await().atMost(Duration.ofSeconds(5)).until(isReset::get);
        await().atMost(Duration.ofSeconds(5)).until(() -> sending.get() == 0);
        assertThat(got(slow).toString()).isEqualTo("at last");
        assertThat(second.connection()).isSameAs(first.connection());
        assertThat(isClosed).isFalse();
    }

    @Test
    void whoeverTakesItSlowlyGetsAllOfIt() throws Exception {
        AtomicLong come = new AtomicLong();
        long begin = System.nanoTime();
        HttpClientResponse response = got(asked(client(false), "/file").send().map(taken -> taken.pause()
                .handler(part -> come.addAndGet(part.length()))));
        long taking = vertx.setPeriodic(20, beat -> response.fetch(2));
        await().atMost(Duration.ofSeconds(15)).until(() -> come.get() == FILE);
        vertx.cancelTimer(taking);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(PATIENCE.multipliedBy(2));
    }

    /** Pings keep no connection on which nothing is asked. */
    @Test
    void aConnectionOnWhichNothingIsAskedIsClosedWhateverElseIsSent() throws Exception {
        HttpClientRequest request = asked(client(false), "/");
        AtomicBoolean isClosed = new AtomicBoolean();
        request.connection().closeHandler(closed -> isClosed.set(true));
        got(request.send().compose(HttpClientResponse::body));
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!isClosed.get()) {
                        request.connection().ping(Buffer.buffer("12345678"));
                    }
                    return isClosed.get();
                });
    }
}
