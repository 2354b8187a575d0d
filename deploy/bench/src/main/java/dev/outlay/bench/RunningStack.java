package dev.outlay.bench;

import dev.outlay.local.Persona;
import dev.outlay.local.Ports;
import dev.outlay.local.TokenIssuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system, each part its own process on free ports of 127.0.0.1: Kafka, mail and the services with the heaps that
 * the local stack gives them (the budget service's can be changed), PostgreSQL durable.
 */
final class RunningStack implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final Path root;
    private final Path data;
    private final Options options;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final TokenIssuer tokens;
    private @Nullable Database database;
    private boolean closed;

    RunningStack(Path root, Path data, Options options) {
        this.root = root;
        this.data = data;
        this.options = options;
        this.tokens = TokenIssuer.in(data.resolve("keys"));
        for (String name : List.of(
                "kafka",
                "controller",
                "budget",
                "ingest",
                "alert",
                "budget-m",
                "ingest-m",
                "alert-m",
                "smtp",
                "inbox")) {
            ports.put(name, Ports.free());
        }
    }

    void startGround() {
        Child kafka = part(
                "kafka",
                "-Xmx512m",
                data.resolve("kafka").toString(),
                Integer.toString(port("kafka")),
                Integer.toString(port("controller")),
                Integer.toString(PARTITIONS));
        Child mail = part(
                "mail",
                "-Xmx192m",
                Integer.toString(port("smtp")),
                Integer.toString(port("inbox")),
                data.resolve("inbox").toString());
        Database started = Database.start(data);
        synchronized (this) {
            database = started;
        }
        started.run("postgres", "create database budget");
        started.run("postgres", "create database alert");
        kafka.awaitFile(status("kafka"));
        mail.awaitFile(status("mail"));
    }

    /** A part that the local stack has a program for. */
    private Child part(String name, String heap, String... arguments) {
        List<String> command = Child.java(
                heap,
                "-Djava.util.logging.config.file=" + root.resolve("deploy/local/target/classes/logging.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.outlay.local.stack.PartMain",
                name,
                status(name).toString());
        command.addAll(List.of(arguments));
        return start(name, command, Map.of());
    }

    private Path status(String name) {
        return data.resolve("run").resolve(name + ".status");
    }

    void startIngest() {
        Map<String, String> environment = environment("ingest");
        environment.put("OUTLAY_IMPORT_DIRECTORY", data.resolve("imports").toString());
        service("usage-ingest-service", "-Xmx512m", environment, 1).awaitHealth(port("ingest-m"));
    }

    void startAlert() {
        Map<String, String> environment = environment("alert");
        database(environment, "alert");
        environment.put("OUTLAY_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        environment.put("OUTLAY_SMTP_HOST", "127.0.0.1");
        environment.put("OUTLAY_SMTP_PORT", Integer.toString(port("smtp")));
        environment.put("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8");
        environment.put("OUTLAY_WEBHOOK_ALLOWED_PORTS", "1-65535");
        service("alert-service", "-Xmx384m", environment, 1).awaitHealth(port("alert-m"));
    }

    /** Starts it without waiting: the clock of a measurement may run already. */
    Child startBudget(int consumers) {
        Map<String, String> environment = environment("budget");
        database(environment, "budget");
        environment.put("OUTLAY_STREAM_CONSUMERS", Integer.toString(consumers));
        environment.put("OUTLAY_STREAM_BATCH", Integer.toString(options.batch()));
        environment.put("OUTLAY_INGEST_URL", "http://127.0.0.1:" + port("ingest"));
        environment.put("OUTLAY_ALERT_URL", "http://127.0.0.1:" + port("alert"));
        return service("budget-service", "-Xmx" + options.budgetHeap() + "m", environment, consumers);
    }

    private Child service(String name, String heap, Map<String, String> environment, int number) {
        List<String> command = Child.java(heap, "-XX:+UseParallelGC", "-XX:NewRatio=1");
        if (options.jfr()) {
            Path file = root.resolve("deploy/bench/target")
                    .resolve(name + "-" + number + "-" + System.currentTimeMillis() + ".jfr");
            command.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
        }
        command.add("-jar");
        command.add(
                root.resolve(name).resolve("target/quarkus-app/quarkus-run.jar").toString());
        return start(name, command, environment);
    }

    private Map<String, String> environment(String name) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OUTLAY_HTTP_HOST", "127.0.0.1");
        environment.put("OUTLAY_HTTP_PORT", Integer.toString(port(name)));
        environment.put("OUTLAY_MANAGEMENT_PORT", Integer.toString(port(name + "-m")));
        environment.put("OUTLAY_KAFKA_BOOTSTRAP", bootstrap());
        environment.put("OUTLAY_TOKEN_PUBLIC_KEY", tokens.publicKey());
        environment.put("OUTLAY_TOKEN_ISSUER", TokenIssuer.ISSUER);
        environment.put("OUTLAY_TOKEN_AUDIENCE", TokenIssuer.AUDIENCE);
        environment.put("OUTLAY_PARTNER_TENANT", Persona.PARTNER_TENANT);
        return environment;
    }

    private void database(Map<String, String> environment, String name) {
        environment.put("OUTLAY_DATABASE_HOST", "127.0.0.1");
        environment.put("OUTLAY_DATABASE_PORT", Integer.toString(database().port()));
        environment.put("OUTLAY_DATABASE_NAME", name);
        environment.put("OUTLAY_DATABASE_USER", "postgres");
    }

    synchronized Child start(String name, List<String> command, Map<String, String> environment) {
        if (closed) {
            throw new BenchFailure("The bench is stopping.");
        }
        Child child = Child.start(name, command, environment, data);
        children.put(name, child);
        return child;
    }

    void stop(String name) {
        Child child;
        synchronized (this) {
            child = children.remove(name);
        }
        if (child != null) {
            child.stop();
        }
    }

    synchronized List<Child> children() {
        return List.copyOf(children.values());
    }

    synchronized Database database() {
        if (database == null) {
            throw new BenchFailure("PostgreSQL has not been started.");
        }
        return database;
    }

    int port(String name) {
        return ports.getOrDefault(name, 0);
    }

    String bootstrap() {
        return "127.0.0.1:" + port("kafka");
    }

    String token() {
        return tokens.token(Persona.GLOBAL_ADMIN);
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        List<Child> running;
        Database ground;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = new ArrayList<>(children.values()).reversed();
            ground = database;
        }
        running.forEach(Child::stop);
        if (ground != null) {
            ground.close();
        }
    }
}
