package dev.outlay.alert.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final String CHALLENGE = "dev.outlay.webhook-challenge.v1";
    private static final Pattern OF_CHALLENGE = Pattern.compile("\"challenge\":\"([^\"]+)\"");

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<Message> taken = new CopyOnWriteArrayList<>();
    private final List<Message> questions = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Map<String, String> headers = Map.of();
    private volatile IntFunction<Map<String, String>> agreement = number -> Map.of();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean repeating;
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
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            questions.add(new Message(path, names, body));
            Map<String, String> said = agreement.apply(asked.incrementAndGet());
            said.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(said.isEmpty() ? 405 : 200, -1);
            exchange.close();
            return;
        }
        if (new String(body, StandardCharsets.UTF_8).contains(CHALLENGE)) {
            questions.add(new Message(path, names, body));
            byte[] answer = repeated(body);
            exchange.sendResponseHeaders(answer.length == 0 ? 400 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
            return;
        }
        Message message = new Message(path, names, body);
        messages.add(message);
        beforeAnswer.run();
        if (silent || path.equals(SILENT)) {
            try {
                closing.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        int answered = status.get();
        if (answered < 300) {
            taken.add(message);
        }
        exchange.sendResponseHeaders(answered, -1);
        exchange.close();
    }

    private byte[] repeated(byte[] body) {
        Matcher challenge = OF_CHALLENGE.matcher(new String(body, StandardCharsets.UTF_8));
        return repeating && challenge.find()
                ? ("{\"challenge\":\"" + challenge.group(1) + "\"}").getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    /** Agrees to messages with these headers of its answer to OPTIONS, which it does not know otherwise. */
    Receiver agreeing(Map<String, String> newHeaders) {
        return agreeing(number -> newHeaders);
    }

    /** The same, by the number of the OPTIONS request, from 1; it may take its time. */
    Receiver agreeing(IntFunction<Map<String, String>> byNumber) {
        agreement = byNumber;
        return this;
    }

    /** Repeats challenges, which it refuses otherwise. */
    Receiver repeatingChallenges() {
        repeating = true;
        return this;
    }

    /** What it was asked: OPTIONS and challenges, which are no messages. */
    List<Message> questions() {
        return List.copyOf(questions);
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

    /** Those of them that it has not refused. */
    List<Message> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
