package dev.outlay.e2e.running;

import dev.outlay.local.BrokerPart;
import dev.outlay.local.DatabasePart;
import dev.outlay.local.Directories;
import dev.outlay.local.Inbox;
import dev.outlay.local.KillablePart;
import dev.outlay.local.LocalCertificate;
import dev.outlay.local.MailServer;
import dev.outlay.local.Persona;
import dev.outlay.local.Ports;
import dev.outlay.local.RealParts;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A whole installation: broker, durable PostgreSQL, mail server, webhook receiver and the three services. One serves all tests of this
 * JVM, so each test uses accounts, customers and subscriptions of its own, and {@link #running()} brings back whatever an earlier one has
 * killed.
 */
public final class Outlay {
    private static @Nullable Outlay running;
    private static boolean failed;

    static {
        // The mail server's threads throw when a service is killed while it sends; that is no failure of what is being
        // waited for.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Path logs;
    private final Path keys;
    private final TokenIssuer tokens;
    private final BrokerPart kafka;
    private final DatabasePart postgres;
    private final MailServer mail;
    private final Inbox inbox;
    private final LocalCertificate certificate;
    private final int tlsPort = Ports.free();
    private final ServiceProcess ingest;
    private final ServiceProcess alert;
    private final ServiceProcess budget;

    private Outlay(Path directory, Started started) {
        this.logs = directory.resolve("logs");
        this.mail = started.with(MailServer.start(0));
        this.inbox = started.with(Inbox.start(mail, "127.0.0.1", 0));
        this.keys = directory.resolve("keys");
        this.tokens = TokenIssuer.in(keys);
        this.certificate = LocalCertificate.in(keys);
        this.kafka = started.with(RealParts.broker(directory.resolve("kafka")));
        this.kafka.createTopics();
        this.postgres = started.with(RealParts.database(directory.resolve("postgres"), true));
        this.postgres.createDatabase("budget");
        this.postgres.createDatabase("alert");
        ServiceEnvironment environment = environment(ServiceEnvironment.localIssuer(tokens.publicKey()));
        this.ingest = started.with(new ServiceProcess(
                "usage-ingest-service",
                "usage-ingest-service",
                logs,
                environment.ingest(directory.resolve("imports"))));
        this.alert = started.with(
                new ServiceProcess("alert-service", "alert-service", logs, environment.alert(mail.smtpPort())));
        this.budget = started.with(new ServiceProcess(
                "budget-service",
                "budget-service",
                logs,
                environment.budget(ingest.url(), alert.url(), certificate, tlsPort)));
        // Nobody waits for the services' own way of stopping when the tests are over.
        started.with(this::killServices);
    }

    /** The installation, with all of its parts up and ready. */
    public static synchronized Outlay running() {
        if (failed) {
            throw new IllegalStateException("Outlay did not start for an earlier test");
        }
        failed = true;
        if (running == null) {
            running = create();
        }
        running.startWhatIsDown();
        failed = false;
        return running;
    }

    /** A new one, of which no service runs yet; where that fails, nothing of it is left. */
    static Outlay create() {
        Path directory = temporary();
        Started started = new Started();
        try {
            Outlay created = new Outlay(directory, started);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, directory), "stop-outlay"));
            return created;
        } catch (RuntimeException e) {
            stop(started, directory);
            throw e;
        }
    }

    /** What the folders begin with that are this process's own: other test processes have theirs beside them. */
    static String folders() {
        return "outlay-e2e-" + ProcessHandle.current().pid() + "-";
    }

    private static Path temporary() {
        try {
            Path logs = Files.createTempDirectory(folders()).resolve("logs");
            return Files.createDirectory(logs).resolve("..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startWhatIsDown() {
        kafka.startAgain();
        postgres.startAgain();
        List<ServiceProcess> services = List.of(ingest, alert, budget);
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
    }

    /** The service that takes cost. */
    public ServiceProcess ingest() {
        return ingest;
    }

    /** The service that counts, and the front door. */
    public ServiceProcess budget() {
        return budget;
    }

    /** The service that tells. */
    public ServiceProcess alert() {
        return alert;
    }

    /** Another process of the budget service, not started yet: same group, same database. */
    public ServiceProcess anotherBudget() {
        return new ServiceProcess(
                "budget-service",
                "budget-service-2",
                logs,
                environment(ServiceEnvironment.localIssuer(tokens.publicKey()))
                        .budget(ingest.url(), alert.url(), certificate, Ports.free()));
    }

    /**
     * The three services once more, on the same parts, for another issuer of tokens; not started yet: ingest, budget and alert.
     *
     * @param issuer who signs tokens and what they mean, as environment variables
     */
    public List<ServiceProcess> trusting(Map<String, String> issuer) {
        return onceMore("trusting", issuer);
    }

    /**
     * The three services once more, on the same parts, told more than those that run; not started yet: ingest, budget and alert.
     *
     * @param instance what their logs are called by
     * @param more     environment variables
     */
    public List<ServiceProcess> told(String instance, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ServiceEnvironment.localIssuer(tokens.publicKey()));
        environment.putAll(more);
        return onceMore(instance, environment);
    }

    private List<ServiceProcess> onceMore(String instance, Map<String, String> special) {
        ServiceEnvironment environment = environment(special);
        ServiceProcess otherIngest = new ServiceProcess(
                "usage-ingest-service", instance + "-ingest", logs, environment.ingest(logs.resolveSibling(instance)));
        ServiceProcess otherAlert =
                new ServiceProcess("alert-service", instance + "-alert", logs, environment.alert(mail.smtpPort()));
        ServiceProcess otherBudget = new ServiceProcess(
                "budget-service",
                instance + "-budget",
                logs,
                environment.budget(otherIngest.url(), otherAlert.url(), certificate, Ports.free()));
        return List.of(otherIngest, otherBudget, otherAlert);
    }

    private ServiceEnvironment environment(Map<String, String> issuer) {
        return new ServiceEnvironment(kafka.bootstrapServers(), postgres.port(), issuer);
    }

    /** The front door as one of the sample's people. */
    public Client door(Persona persona) {
        return door(budget, persona);
    }

    /** The front door that a process of the budget service is, as one of the sample's people. */
    public Client door(ServiceProcess replica, Persona persona) {
        return new Client(replica.url(), tokens.token(persona));
    }

    /** The front door as anybody. */
    public Client door(String principal, String tenant, Set<String> roles) {
        return new Client(budget.url(), tokens.token(principal, tenant, roles));
    }

    /** The front door without a token. */
    public Client doorOfNobody() {
        return new Client(budget.url(), null);
    }

    /** The front door with whatever stands for a token. */
    public Client doorWith(String token) {
        return new Client(budget.url(), token);
    }

    /** A token that was good until twelve hours ago. */
    public String expiredToken(String principal, String tenant, Set<String> roles) {
        return TokenIssuer.in(keys, Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))
                .token(principal, tenant, roles);
    }

    /** The front door over TLS, for clients that send no token without it. */
    public String tlsUrl() {
        return "https://localhost:" + tlsPort;
    }

    /** Trusts the front door's certificate and nothing else. */
    public Path trustStore() {
        return certificate.trustStore();
    }

    /** A bearer token of one of the sample's people. */
    public String token(Persona persona) {
        return tokens.token(persona);
    }

    /** The ingest service itself, not through the front door, as somebody who may publish. */
    public Client publisher() {
        return new Client(ingest.url(), tokens.token(Persona.GLOBAL_ADMIN));
    }

    /** The mail server. */
    public MailServer mail() {
        return mail;
    }

    /** The webhook receiver. */
    public Inbox inbox() {
        return inbox;
    }

    /** Where a webhook for the receiver of that name is sent. */
    public String webhookUri(String name) {
        return "http://127.0.0.1:" + inbox.port() + "/webhooks/" + name;
    }

    /** The topics. */
    public Topics topics() {
        return new Topics(kafka.bootstrapServers());
    }

    /** The database of the budget service. */
    public Database ledger() {
        return new Database(postgres.jdbcUrl("budget"));
    }

    /** The database of the alert service. */
    public Database alerts() {
        return new Database(postgres.jdbcUrl("alert"));
    }

    /** PostgreSQL, to be killed and started again; it recovers what it had acknowledged. */
    public KillablePart postgres() {
        return postgres;
    }

    /** The broker, to be killed and started again with what it had acknowledged. */
    public KillablePart broker() {
        return kafka;
    }

    private void killServices() {
        Stream.of(ingest, budget, alert).parallel().forEach(ServiceProcess::kill);
    }

    private static void stop(Started started, Path directory) {
        started.close();
        if (!Boolean.getBoolean("outlay.e2e.keep")) {
            Directories.delete(directory);
        }
    }
}
