package dev.outlay.budget.arm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback that tells what arrived: method, target, some headers, length of the body. */
final class Origin {

    private static final HttpServer SERVER = start();

    private Origin() {}

    static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                int length = exchange.getRequestBody().readAllBytes().length;
                String told = String.join(
                        "\n",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-For")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-Host")),
                        Integer.toString(length),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-Prefix")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-Port")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Forwarded")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("x-ms-request-id")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("x-ms-correlation-request-id")));
                byte[] body = told.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.getResponseHeaders().set("Location", url() + "/v1/imports/42");
                exchange.sendResponseHeaders(202, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "origin");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
