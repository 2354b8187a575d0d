package dev.outlay.e2e.running;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.Directories;
import dev.outlay.local.Persona;
import dev.outlay.local.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A real Keycloak with the realm of a partner and another one, on a free port, with its data in a folder of its own. */
public final class Keycloak implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final int port = Ports.free();
    private final Path home;
    private final Process process;

    private Keycloak(Path home) {
        this.home = home;
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + Ports.free(),
                        "--cache=local")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_APPEND", "-Xmx512m -XX:TieredStopAtLevel=1");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "root");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "secret");
        builder.environment().put("PARTNER_TENANT", Persona.PARTNER_TENANT);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak cannot be started", e);
        }
    }

    /** Starts one and waits until it answers. */
    public static Keycloak start() {
        Path unpacked = Path.of(Objects.requireNonNull(System.getProperty("outlay.keycloak")));
        try {
            Path realms = Files.createDirectories(unpacked.resolve("data/import"));
            for (String realm : new String[] {"partner-realm.json", "elsewhere-realm.json"}) {
                try (InputStream resource =
                        Objects.requireNonNull(Keycloak.class.getResourceAsStream("/keycloak/" + realm), realm)) {
                    Files.write(realms.resolve(realm), resource.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path kept = unpacked.resolve("data/h2");
        if (Files.exists(kept)) {
            Directories.delete(kept); // of a run before; it would not be imported again
        }
        Keycloak keycloak = new Keycloak(unpacked);
        try {
            await("Keycloak is ready")
                    .atMost(START_PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> keycloak.isKnown("partner") && keycloak.isKnown("elsewhere"));
        } catch (RuntimeException e) {
            keycloak.close();
            throw new IllegalStateException("Keycloak does not start:\n" + keycloak.log(), e);
        }
        return keycloak;
    }

    /** The issuer that a realm's tokens name. */
    public String issuer(String realm) {
        return "http://127.0.0.1:" + port + "/realms/" + realm;
    }

    /** An access token of a user of a realm, as a client of the realm gets it. */
    public String token(String realm, String client, String user) {
        Answer answer = new Client("http://127.0.0.1:" + port, null)
                .post(
                        "/realms/" + realm + "/protocol/openid-connect/token",
                        FORM,
                        "grant_type=password&client_id=" + client + "&username=" + user + "&password=secret");
        if (answer.status() != 200) {
            throw new IllegalStateException("no token of " + user + ": " + answer);
        }
        return answer.json().path("access_token").asText();
    }

    /** Has a realm sign with a new key from now on. */
    public void rotateKey(String realm) {
        Client administrator = new Client("http://127.0.0.1:" + port, administratorsToken());
        JsonNode described = administrator.get("/admin/realms/" + realm).json();
        Answer made = administrator.post("/admin/realms/" + realm + "/components", "application/json", """
                {"name":"new key","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider","parentId":"%s",\
                "config":{"priority":["1000"],"enabled":["true"],"active":["true"],"algorithm":["RS256"]}}""".formatted(
                        described.path("id").asText()));
        if (made.status() != 201) {
            throw new IllegalStateException("no new key: " + made);
        }
    }

    private String administratorsToken() {
        return new Client("http://127.0.0.1:" + port, null)
                .post(
                        "/realms/master/protocol/openid-connect/token",
                        FORM,
                        "grant_type=password&client_id=admin-cli&username=root&password=secret")
                .json()
                .path("access_token")
                .asText();
    }

    private boolean isKnown(String realm) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended");
        }
        return new Client("http://127.0.0.1:" + port, null)
                        .tried("GET", "/realms/" + realm + "/.well-known/openid-configuration")
                        .status()
                == 200;
    }

    private String log() {
        try {
            return Files.readString(home.resolve("keycloak.log"));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Ends it at once; its script has a child that is the server. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
