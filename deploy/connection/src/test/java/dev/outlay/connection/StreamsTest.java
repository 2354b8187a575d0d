package dev.outlay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In HTTP/2 a client says of each answer how much of it it takes: one of which it takes nothing is given up, and the others of the connection are not. */
@Tag("full")
class StreamsTest {

    private GuardedServer server;

    @BeforeEach
    void listen() throws Exception {
        server = new GuardedServer(new HttpServerOptions());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** @param isUpgrade whether the connection begins with a request of HTTP/1 */
    private HttpClient client(boolean isUpgrade) {
        return server.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(isUpgrade)
                        .setHttp2ConnectionWindowSize(8 * GuardedServer.FILE)
                        .setHttp2MaxPoolSize(1));
    }

    private HttpClientRequest asked(HttpClient client, String path) throws Exception {
        return GuardedServer.got(client.request(HttpMethod.GET, server.port(), "127.0.0.1", path));
    }

    @Test
    void anAnswerOfWhichNothingIsTakenIsGivenUpAndTheOthersGoOn() throws Exception {
        HttpClient client = client(false);
        GuardedServer.got(asked(client, "/").send().compose(HttpClientResponse::body));
        HttpClientRequest first = asked(client, "/counted");
        AtomicBoolean isClosed = new AtomicBoolean();
        first.connection().closeHandler(closed -> isClosed.set(true));
        AtomicBoolean isReset = new AtomicBoolean();
        first.exceptionHandler(reset -> isReset.set(true));
        GuardedServer.got(first.send().map(untaken -> untaken.pause().exceptionHandler(reset -> isReset.set(true))));
        HttpClientRequest third = asked(client, "/file");
        AtomicLong come = new AtomicLong();
        third.send().onSuccess(taken -> taken.handler(part -> come.addAndGet(part.length())));
        HttpClientRequest second = asked(client, "/slow");
        Future<Buffer> slow = second.send().compose(HttpClientResponse::body);
        await().atMost(Duration.ofSeconds(15)).until(isReset::get);
        server.awaitGivenUp();
        assertThat(GuardedServer.got(slow).toString()).isEqualTo("at last");
        await().atMost(Duration.ofSeconds(15)).until(() -> come.get() == GuardedServer.FILE);
        assertThat(second.connection()).isSameAs(first.connection());
        assertThat(isClosed).isFalse();
    }

    /** In between it would be in neither version, and nobody would look after it. */
    @Test
    void aRequestThatWouldGoOverToHttp2IsAnsweredInItsOwnVersion() throws Exception {
        HttpClientRequest request = asked(client(true), "/");
        Future<HttpClientResponse> sent = request.send();
        assertThat(GuardedServer.got(sent.compose(HttpClientResponse::body)).toString())
                .isEqualTo("good");
        assertThat(GuardedServer.got(sent).version()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void whoeverTakesItSlowlyGetsAllOfIt() throws Exception {
        AtomicLong come = new AtomicLong();
        long begin = System.nanoTime();
        HttpClientResponse response =
                GuardedServer.got(asked(client(false), "/file").send().map(taken -> taken.pause()
                        .handler(part -> come.addAndGet(part.length()))));
        long taking = server.vertx().setPeriodic(20, beat -> response.fetch(1));
        await().atMost(Duration.ofSeconds(60)).until(() -> come.get() == GuardedServer.FILE);
        server.vertx().cancelTimer(taking);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(GuardedServer.PATIENCE.multipliedBy(2));
    }

    @Test
    void aSlowAnswerIsWaitedForThoughNothingMoves() throws Exception {
        assertThat(GuardedServer.got(asked(client(false), "/slow").send().compose(HttpClientResponse::body))
                        .toString())
                .isEqualTo("at last");
    }

    /** Pings keep no connection on which nothing is asked. */
    @Test
    void aConnectionOnWhichNothingIsAskedIsClosedWhateverElseIsSent() throws Exception {
        AtomicBoolean isClosed = new AtomicBoolean();
        HttpConnection connection = GuardedServer.got(client(false)
                .request(HttpMethod.GET, server.port(), "127.0.0.1", "/")
                .compose(request -> {
                    request.connection().closeHandler(closed -> isClosed.set(true));
                    return request.send().compose(HttpClientResponse::body).map(body -> request.connection());
                }));
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!isClosed.get()) {
                        connection.ping(Buffer.buffer("12345678"));
                    }
                    return isClosed.get();
                });
    }
}
