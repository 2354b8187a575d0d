package dev.outlay.local.stack;

import dev.outlay.local.KeyFile;
import dev.outlay.local.LocalCertificate;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The processes that a local stack consists of (PostgreSQL aside, which brings its own), with the environment each is given. */
final class Parts {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration SAMPLE_PATIENCE = Duration.ofMinutes(10);

    /** Processes that do little: the collector of the JVM's that needs the least memory. */
    private static final String SMALL = "-XX:+UseSerialGC";

    /** What streams lives as long as its batch: much room for it, and the collector that stops for shortest in all (decision 4). */
    private static final List<String> THROUGHPUT = List.of("-XX:+UseParallelGC", "-XX:NewRatio=1");

    /** Whoever tries a receiver of their own has it listen anywhere. */
    private static final String ANY_PORT = "1-65535";

    private final Settings settings;

    Parts(Settings settings) {
        this.settings = settings;
    }

    Part kafka() {
        List<String> arguments = List.of(
                settings.data().resolve("kafka").toString(),
                Integer.toString(settings.port(Port.KAFKA)),
                Integer.toString(settings.port(Port.KAFKA_CONTROLLER)),
                Integer.toString(settings.partitions()));
        return ofThisModule("kafka", "-Xmx512m", arguments);
    }

    Part mail() {
        List<String> arguments = List.of(
                settings.smtpHost() == null ? Integer.toString(settings.port(Port.SMTP)) : "none",
                Integer.toString(settings.port(Port.INBOX)),
                settings.data().resolve("inbox").toString());
        return ofThisModule("mail", "-Xmx192m", arguments);
    }

    private Part ofThisModule(String name, String heap, List<String> arguments) {
        Path status = settings.run().resolve(name + ".status");
        List<String> command = new ArrayList<>(java(heap));
        command.add(SMALL);
        command.add("-Djava.util.logging.config.file="
                + settings.root().resolve("deploy/local/target/classes/logging.properties"));
        command.addAll(List.of("-cp", ClassPath.ofThisJvm(), PartMain.class.getName(), name, status.toString()));
        command.addAll(arguments);
        return new Part(name, command, Map.of(), new Readiness.StatusFile(status), PATIENCE, log(name));
    }

    Part ingest() {
        Map<String, String> environment = ofEveryService(Port.INGEST, Port.INGEST_MANAGEMENT);
        environment.put(
                "OUTLAY_IMPORT_DIRECTORY", settings.data().resolve("imports").toString());
        return service("usage-ingest-service", "-Xmx512m", environment, Port.INGEST_MANAGEMENT);
    }

    Part budget() {
        Map<String, String> environment = ofEveryService(Port.BUDGET, Port.BUDGET_MANAGEMENT);
        environment.putAll(database("budget"));
        environment.put("OUTLAY_INGEST_URL", settings.url(Port.INGEST));
        environment.put("OUTLAY_ALERT_URL", settings.url(Port.ALERT));
        environment.put("OUTLAY_EXPORTS_FOLDER", settings.exports().toString());
        if (settings.tls()) {
            LocalCertificate certificate = LocalCertificate.in(settings.keys());
            environment.put("OUTLAY_TLS_CERTIFICATE", certificate.certificate().toString());
            environment.put("OUTLAY_TLS_KEY", certificate.key().toString());
            environment.put("OUTLAY_TLS_PORT", Integer.toString(settings.port(Port.BUDGET_TLS)));
        }
        return service("budget-service", "-Xmx1280m", environment, Port.BUDGET_MANAGEMENT);
    }

    Part alert() {
        Map<String, String> environment = ofEveryService(Port.ALERT, Port.ALERT_MANAGEMENT);
        environment.putAll(database("alert"));
        environment.put("OUTLAY_SMTP_HOST", settings.smtpHost() == null ? "127.0.0.1" : settings.smtpHost());
        environment.put("OUTLAY_SMTP_PORT", Integer.toString(settings.port(Port.SMTP)));
        environment.put("OUTLAY_SECRET_KEY", secretKey());
        environment.put("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", settings.webhookNetworks());
        environment.put("OUTLAY_WEBHOOK_ALLOWED_PORTS", ANY_PORT);
        return service("alert-service", "-Xmx384m", environment, Port.ALERT_MANAGEMENT);
    }

    /** The sample partner: loads its history, says that it is ready, and streams until it is stopped. */
    Part sample() {
        Path status = settings.run().resolve("sample.status");
        List<String> command = new ArrayList<>(java("-Xmx192m"));
        command.addAll(List.of(SMALL, "-cp", ClassPath.ofSample(settings.root()), "dev.outlay.sample.SampleMain"));
        Map<String, String> environment = new HashMap<>();
        environment.put("OUTLAY_DATA", settings.data().toString());
        environment.put("OUTLAY_SAMPLE_STATUS", status.toString());
        environment.put("OUTLAY_BUDGET_URL", settings.url(Port.BUDGET));
        environment.put("OUTLAY_INGEST_URL", settings.url(Port.INGEST));
        environment.put("OUTLAY_INBOX_URL", settings.url(Port.INBOX));
        return new Part(
                "sample", command, environment, new Readiness.StatusFile(status), SAMPLE_PATIENCE, log("sample"));
    }

    private Part service(String name, String heap, Map<String, String> environment, Port management) {
        List<String> command = new ArrayList<>(java(heap));
        command.addAll(THROUGHPUT);
        command.addAll(settings.javaOptions());
        command.add("-jar");
        command.add(settings.root()
                .resolve(name)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        URI health = URI.create(settings.url(management) + "/q/health/ready");
        return new Part(name, command, environment, new Readiness.HealthAddress(health), PATIENCE, log(name));
    }

    private Map<String, String> ofEveryService(Port api, Port management) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OUTLAY_HTTP_HOST", "127.0.0.1");
        environment.put("OUTLAY_HTTP_PORT", Integer.toString(settings.port(api)));
        environment.put("OUTLAY_MANAGEMENT_PORT", Integer.toString(settings.port(management)));
        environment.put("OUTLAY_KAFKA_BOOTSTRAP", "127.0.0.1:" + settings.port(Port.KAFKA));
        environment.put(
                "OUTLAY_TOKEN_PUBLIC_KEY", TokenIssuer.in(settings.keys()).publicKey());
        environment.put("OUTLAY_TOKEN_ISSUER", TokenIssuer.ISSUER);
        environment.put("OUTLAY_TOKEN_AUDIENCE", TokenIssuer.AUDIENCE);
        environment.put("OUTLAY_PARTNER_TENANT", Persona.PARTNER_TENANT);
        return environment;
    }

    /** Seals the webhook secrets of action groups; a stack that lost it could not sign for the groups it has. */
    private String secretKey() {
        byte[] key = KeyFile.kept(settings.keys().resolve("secret-key"), () -> KeyFile.random(32));
        return Base64.getEncoder().encodeToString(key);
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "OUTLAY_DATABASE_HOST",
                "127.0.0.1",
                "OUTLAY_DATABASE_PORT",
                Integer.toString(settings.port(Port.POSTGRES)),
                "OUTLAY_DATABASE_NAME",
                name,
                "OUTLAY_DATABASE_USER",
                "postgres");
    }

    private Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }

    private static List<String> java(String heap) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-Duser.timezone=UTC");
    }
}
