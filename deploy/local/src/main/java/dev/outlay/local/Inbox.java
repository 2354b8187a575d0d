package dev.outlay.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of the local stack: a page over the mails that a {@link MailServer} holds, and a receiver that takes every webhook posted to
 * {@code /webhooks/{name}} and shows it. HTML at {@code /}, JSON at {@code /messages} and {@code /webhooks}, newest first. It asks nobody
 * who he is: it is for the machine it runs on.
 */
public final class Inbox implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAXIMUM_BODY_BYTES = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads;
    private final @Nullable MailServer mail;
    private final ArrivalLog<ReceivedWebhook> webhooks;
    private final Clock clock = Clock.systemUTC();

    private Inbox(
            HttpServer server,
            ExecutorService threads,
            @Nullable MailServer mail,
            ArrivalLog<ReceivedWebhook> webhooks) {
        this.server = server;
        this.threads = threads;
        this.mail = mail;
        this.webhooks = webhooks;
    }

    /** Starts the inbox with webhooks in memory. */
    public static Inbox start(@Nullable MailServer mail, String host, int port) {
        return start(mail, host, port, null);
    }

    /**
     * Starts the inbox.
     *
     * @param mail whose mails are shown; null where mail goes to a server of one's own
     * @param host the address to listen on
     * @param port the port to listen on; 0 for a free one
     * @param file keeps the webhooks for the next start; null for memory alone
     */
    public static Inbox start(@Nullable MailServer mail, String host, int port, @Nullable Path file) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 64);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            Inbox inbox = new Inbox(server, threads, mail, new ArrivalLog<>(ReceivedWebhook.class, file));
            server.setExecutor(threads);
            server.createContext("/", inbox::handle);
            server.start();
            return inbox;
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox cannot listen on port " + port, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The newest webhooks, newest first. */
    public List<ReceivedWebhook> webhooks() {
        return webhooks.oldestFirst().reversed();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/webhooks/") && exchange.getRequestMethod().equals("OPTIONS")) {
                agree(exchange);
                return;
            }
            if (path.startsWith("/webhooks/") && !isRead(exchange)) {
                receive(exchange, path.substring("/webhooks/".length()));
                return;
            }
            if (!isRead(exchange)) {
                answer(exchange, 405, "text/plain", "Only GET here; POST goes to /webhooks/{name}.\n");
                return;
            }
            show(exchange, path);
        }
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                || exchange.getRequestMethod().equals("HEAD");
    }

    /** Whoever asks may send: CloudEvents' HTTP 1.1 Web Hooks 1.0, section 4.2. */
    private static void agree(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.getResponseHeaders().set("WebHook-Allowed-Origin", "*");
        exchange.getResponseHeaders().set("WebHook-Allowed-Rate", "*");
        exchange.sendResponseHeaders(204, -1);
    }

    private void receive(HttpExchange exchange, String name) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(MAXIMUM_BODY_BYTES), StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.getFirst()));
        webhooks.add(id -> new ReceivedWebhook(id, name, clock.instant(), headers, body));
        answer(exchange, 200, "application/json", "{}");
    }

    private void show(HttpExchange exchange, String path) throws IOException {
        List<ReceivedMail> mails = mails();
        switch (path) {
            case "/" -> answer(exchange, 200, "text/html", InboxPage.list(mails, webhooks()));
            case "/messages" ->
                answer(
                        exchange,
                        200,
                        "application/json",
                        json(mails.stream().map(Inbox::fields).toList()));
            case "/webhooks" ->
                answer(
                        exchange,
                        200,
                        "application/json",
                        json(webhooks().stream().map(Inbox::fields).toList()));
            default -> showOne(exchange, path, mails);
        }
    }

    private void showOne(HttpExchange exchange, String path, List<ReceivedMail> mails) throws IOException {
        for (ReceivedMail received : mails) {
            if (path.equals("/messages/" + received.id())) {
                answer(exchange, 200, "text/html", InboxPage.mail(received));
                return;
            }
        }
        for (ReceivedWebhook received : webhooks()) {
            if (path.equals("/webhooks/" + received.id())) {
                answer(exchange, 200, "text/html", InboxPage.webhook(received));
                return;
            }
        }
        answer(exchange, 404, "text/plain", "Nothing here. The list is at /.\n");
    }

    private List<ReceivedMail> mails() {
        return mail == null ? List.of() : mail.messages().reversed();
    }

    private static Map<String, Object> fields(ReceivedMail mail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", mail.id());
        fields.put("received", mail.received().toString());
        fields.put("from", mail.from());
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("headers", mail.headers());
        fields.put("text", mail.text() == null ? "" : mail.text());
        fields.put("html", mail.html() == null ? "" : mail.html());
        return fields;
    }

    private static Map<String, Object> fields(ReceivedWebhook webhook) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", webhook.id());
        fields.put("name", webhook.name());
        fields.put("received", webhook.received().toString());
        fields.put("headers", webhook.headers());
        fields.put("body", webhook.body());
        return fields;
    }

    private static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        // A mail is somebody else's HTML: it may show itself, run nothing and fetch nothing.
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
