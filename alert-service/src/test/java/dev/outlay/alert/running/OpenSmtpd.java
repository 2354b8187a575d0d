package dev.outlay.alert.running;

import static org.awaitility.Awaitility.await;

import dev.outlay.local.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OpenSMTPD on loopback, as Debian packages it: it takes mail for everybody at {@code inbox.example}, and delivers it into one
 * folder for each recipient; at {@code refused.example} it knows nobody. It changes its user, so it runs as root alone.
 */
public final class OpenSmtpd implements QuarkusTestResourceLifecycleManager {

    /** The user whose mail it is in the file system. */
    private static final String READER = "nobody";

    private final Path folder = temporary();
    private @Nullable Process process;

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("outlay-opensmtpd");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin/smtpd", "/usr/local/sbin/smtpd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it can be started here. */
    static boolean isHere() {
        return program().isPresent() && "root".equals(System.getProperty("user.name"));
    }

    @Override
    public int order() {
        return 1; // After the parts, whose mail server it stands in for.
    }

    @Override
    public Map<String, String> start() {
        int port = Ports.free();
        try {
            Path config = Files.writeString(folder.resolve("smtpd.conf"), """
                    table readers { "@inbox.example" = "%s" }
                    listen on 127.0.0.1 port %d hostname mx.inbox.example
                    action "inbox" maildir "%s/%%{rcpt}" virtual <readers>
                    match from any for domain { "inbox.example", "refused.example" } action "inbox"
                    """.formatted(READER, port, folder));
            process = new ProcessBuilder(List.of(program().orElseThrow().toString(), "-d", "-f", config.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await("OpenSMTPD").atMost(Duration.ofSeconds(30)).until(() -> greets(port));
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.mailer.port", Integer.toString(port));
        config.put("outlay.public-url", "https://outlay.example");
        config.put("outlay.mail.bounces-to", "bounces@outlay.example");
        config.put("test.maildirs", folder.toString());
        return config;
    }

    private boolean greets(int port) throws IOException {
        if (process != null && !process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket("127.0.0.1", port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String greeting = in.readLine();
            return greeting != null && greeting.startsWith("220 ");
        } catch (ConnectException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            try {
                running.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
