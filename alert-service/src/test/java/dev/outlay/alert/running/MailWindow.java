package dev.outlay.alert.running;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outlay.local.MailServer;
import dev.outlay.local.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Shows the received mails as JSON. Tests run in another class loader than the parts, so they ask over HTTP; and mails are read
 * with the class loader of the parts, because the mail library looks for its readers in the thread's.
 */
final class MailWindow {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MailWindow() {}

    /** Opens it on loopback and returns its address; it closes with the JVM. */
    static String open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", MailWindow::show);
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void show(HttpExchange exchange) throws IOException {
        Thread.currentThread().setContextClassLoader(MailServer.class.getClassLoader());
        List<Map<String, Object>> mails = RealParts.mail().messages().stream()
                .map(mail -> Map.<String, Object>of(
                        "to", mail.to(),
                        "subject", mail.subject(),
                        "headers", mail.headers(),
                        "text", String.valueOf(mail.text()),
                        "html", String.valueOf(mail.html())))
                .toList();
        byte[] body = JSON.writeValueAsBytes(mails);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
