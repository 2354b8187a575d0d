package dev.outlay.alert.running;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A mail server on loopback that asks for a password and answers as a test has written: by {@code greeting}, by the
 * verb of a command, or by {@code .} for the message; to everything else it says yes. What it takes it writes into the script
 * too, by {@code taken} and the recipient: the sender of the envelope in a line of its own, then the newest message. Tests get
 * the script in a field
 * of type {@code Map}: they run in another class loader, in which only Java's own types are the same.
 */
public final class ScriptedRelay implements QuarkusTestResourceLifecycleManager {

    private final Map<String, String> script = new ConcurrentHashMap<>();
    private final ServerSocket server = listen();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int order() {
        return 1; // After the parts, whose mail server it stands in for.
    }

    @Override
    public Map<String, String> start() {
        Thread.ofVirtual().start(this::acceptForever);
        return Map.of(
                "quarkus.mailer.port", Integer.toString(server.getLocalPort()),
                "quarkus.mailer.username", "outlay",
                "quarkus.mailer.password", "secret",
                "quarkus.mailer.keep-alive", "false",
                "outlay.public-url", "https://outlay.example/costs/",
                "outlay.mail.bounces-to", "bounces@outlay.example",
                "outlay.mail.operator", "operator@outlay.example",
                "outlay.mail.concurrency", "12");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(script, field -> field.getType() == Map.class);
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void acceptForever() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            say(out, script.getOrDefault("greeting", "220 relay.test ESMTP"));
            String sender = "";
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                sender = verb.equals("MAIL") ? address(line) : sender;
                recipient = verb.equals("RCPT") ? address(line) : recipient;
                String answer = script.getOrDefault(verb, usual(verb));
                say(out, answer);
                if (verb.equals("DATA") && answer.startsWith("354")) {
                    script.put("taken " + recipient, sender + "\n" + message(in));
                    say(out, script.getOrDefault(".", "250 2.0.0 taken"));
                }
            }
        } catch (IOException gone) {
            // The mail client has hung up: there is nothing to do for it.
        }
    }

    private static String usual(String verb) {
        return switch (verb) {
            case "EHLO" -> "250-relay.test\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN";
            case "AUTH" -> "235 2.7.0 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 2.0.0 bye";
            default -> "250 2.0.0 fine";
        };
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
