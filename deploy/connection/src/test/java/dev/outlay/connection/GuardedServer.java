package dev.outlay.connection;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.VertxBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose connections are looked after, and whose answers are good, slow, large or without end. What is idle is cut off sooner than what is served there takes. */
final class GuardedServer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Much more than the network keeps. */
    static final int FILE = 4 * 1024 * 1024;

    private static final Duration SOON = Duration.ofSeconds(15);

    private final Vertx vertx = new VertxBuilder()
            .findTransport(new GuardedTransport(() -> new Patience(PATIENCE, PATIENCE)))
            .init()
            .vertx();
    private final AtomicInteger sending = new AtomicInteger();
    private final HttpServer server;

    GuardedServer(HttpServerOptions options) throws Exception {
        server = got(vertx.createHttpServer(
                        options.setIdleTimeout(2 * (int) PATIENCE.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** On which clients are made too. */
    Vertx vertx() {
        return vertx;
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (String.valueOf(request.path())) {
            case "/slow" -> vertx.setTimer(4 * PATIENCE.toMillis(), thought -> response.end("at last"));
            case "/endless" -> part(counted(response).setChunked(true));
            case "/counted" -> counted(response).end(file());
            case "/file" -> response.end(file());
            case "/read" -> {
                Invitation.send(request);
                request.bodyHandler(body -> response.end("read " + body.length()));
            }
            default -> response.end("good");
        }
    }

    private static Buffer file() {
        return Buffer.buffer("x".repeat(FILE));
    }

    private HttpServerResponse counted(HttpServerResponse response) {
        sending.incrementAndGet();
        return response.closeHandler(closed -> sending.decrementAndGet()).exceptionHandler(broken -> {});
    }

    private static void part(HttpServerResponse response) {
        response.write("x".repeat(64 * 1024)).onSuccess(written -> part(response));
    }

    /** Waits until one of the answers that are counted has begun. */
    void awaitSending() {
        await().atMost(SOON).until(() -> sending.get() == 1);
    }

    boolean isSending() {
        return sending.get() > 0;
    }

    /** Waits until it is no longer being sent, as it is when its connection or stream is given up. */
    void awaitGivenUp() {
        await().atMost(SOON).until(() -> !isSending());
    }

    @Override
    public void close() throws Exception {
        got(vertx.close());
    }
}
