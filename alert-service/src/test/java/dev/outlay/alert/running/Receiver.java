package dev.outlay.alert.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP endpoint on 127.0.0.2 that takes webhooks and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** What arrived: the path, headers with lower-case names, and the body. */
    record Message(String path, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A path at which it takes messages and says nothing, whatever it does elsewhere. */
    static final String SILENT = "/silent";

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Map<String, String> headers = Map.of();
    private volatile boolean silent;
    private volatile Runnable beforeAnswer = () -> {};

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> names = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> names.put(name.toLowerCase(), values.getFirst()));
        String path = exchange.getRequestURI().getPath();
        messages.add(new Message(path, names, exchange.getRequestBody().readAllBytes()));
        beforeAnswer.run();
        if (silent || path.equals(SILENT)) {
            try {
                closing.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    Receiver answering(int newStatus, Map<String, String> newHeaders) {
        status.set(newStatus);
        headers = newHeaders;
        return this;
    }

    Receiver answering(int newStatus) {
        return answering(newStatus, Map.of());
    }

    /** From now on it takes messages and says nothing. */
    Receiver silent() {
        silent = true;
        return this;
    }

    /** Does this after it has taken a message and before it answers. */
    Receiver doingBeforeAnswer(Runnable task) {
        beforeAnswer = task;
        return this;
    }

    String uri(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook?key=1";
    }

    String uriAt(String path) {
        return "http://127.0.0.2:" + server.getAddress().getPort() + path;
    }

    String uri() {
        return uri("127.0.0.2");
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
