package dev.outlay.alert.transport;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A real receiver on 127.0.0.2 that takes everything and keeps the last. */
final class Postbox implements AutoCloseable {

    /** A message as it came; names of headers in lower case. */
    record Message(Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final HttpServer server;
    private final AtomicReference<Message> last = new AtomicReference<>();

    Postbox() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            last.set(new Message(headers, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String uri() {
        return "http://127.0.0.2:" + server.getAddress().getPort() + "/";
    }

    Message last() {
        return Objects.requireNonNull(last.get());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
