package dev.outlay.local.stack;

import dev.outlay.local.Ports;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running system: PostgreSQL, Kafka, mail with its inbox, and the three services, each its own process, on the data of the run before.
 * The launcher uses it.
 */
public final class LocalStack implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(150);
    private static final List<String> SERVICES = List.of("usage-ingest-service", "budget-service", "alert-service");

    private final Settings settings;
    private final DataFolder folder;
    private final Parts parts;
    private final Progress progress;
    private final Map<String, RunningPart> running = new LinkedHashMap<>();
    private @Nullable StartingPostgres postgres;
    private volatile boolean stopping;

    private LocalStack(Settings settings, Progress progress) {
        this.settings = settings;
        this.folder = new DataFolder(settings);
        this.parts = new Parts(settings);
        this.progress = progress;
    }

    /** A stack that is yet to be started, so that it can be stopped while it starts. */
    public static LocalStack prepared(Settings settings, Progress progress) {
        return new LocalStack(settings, progress);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws StackFailure saying which part failed and where its log is; what was started has been stopped then
     */
    public void start() {
        checkBuilt();
        folder.refuseIfRunning();
        folder.prepare();
        folder.stopLeftovers(progress);
        checkPorts();
        folder.supervisorFile().write(ProcessHandle.current());
        try {
            progress.begin("Starting", "PostgreSQL, Kafka, mail");
            awaitReady("PostgreSQL, Kafka, mail", List.of(startPostgres(), run(parts.kafka()), run(parts.mail())));
            progress.begin("Starting", String.join(", ", SERVICES));
            awaitReady(
                    String.join(", ", SERVICES), List.of(run(parts.ingest()), run(parts.budget()), run(parts.alert())));
        } catch (RuntimeException e) {
            progress.leave();
            close();
            throw e;
        }
    }

    /** Starts the sample partner and returns when its history is loaded; it goes on streaming. */
    public void startSample() {
        try {
            progress.begin("Loading", "the sample partner (synthetic)");
            awaitReady("the sample partner (synthetic)", List.of(run(parts.sample())));
        } catch (RuntimeException e) {
            progress.leave();
            close();
            throw e;
        }
    }

    private void checkBuilt() {
        for (String service : SERVICES) {
            if (!Files.exists(settings.root().resolve(service).resolve("target/quarkus-app/quarkus-run.jar"))) {
                throw new StackFailure(service + " has not been built; deploy/local/up builds it.");
            }
        }
    }

    private void checkPorts() {
        String taken = settings.listened().stream()
                .filter(port -> !Ports.isFree(settings.port(port)))
                .map(port -> "Port " + settings.port(port) + " is taken; " + port.owner() + " needs it. Set "
                        + port.variable() + " to move it.")
                .collect(Collectors.joining("\n"));
        if (!taken.isEmpty()) {
            throw new StackFailure(taken);
        }
    }

    private synchronized RunningPart run(Part part) {
        refuseWhileStopping();
        RunningPart started = RunningPart.start(part, settings.run());
        running.put(part.name(), started);
        return started;
    }

    /** Under the same lock as {@link #close()}, which then stops it however far it has come. */
    private synchronized StartingPostgres startPostgres() {
        refuseWhileStopping();
        postgres = StartingPostgres.begin(folder.postgres(), settings.port(Port.POSTGRES), settings.durable());
        return postgres;
    }

    private void refuseWhileStopping() {
        if (stopping) {
            throw new StackFailure("The stack is stopping.");
        }
    }

    private void awaitReady(String what, List<? extends Starting> parts) {
        List<Starting> waiting = new ArrayList<>(parts);
        while (!waiting.isEmpty()) {
            StringBuilder detail = new StringBuilder();
            waiting.removeIf(part -> {
                Readiness.State state = part.look();
                if (!state.ready()
                        && part.name().equals("sample")
                        && !state.detail().isEmpty()) {
                    detail.append(": ").append(state.detail());
                }
                return state.ready();
            });
            progress.at(waiting.isEmpty() || detail.isEmpty() ? what(what, waiting) : what + detail);
            pause();
        }
        progress.done(what + " ready");
    }

    private static String what(String all, List<Starting> waiting) {
        return waiting.isEmpty()
                ? all
                : "waiting for " + waiting.stream().map(Starting::name).collect(Collectors.joining(", "));
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while starting.", e);
        }
    }

    private synchronized List<RunningPart> started() {
        return List.copyOf(running.values());
    }

    /** Names of the parts whose process has ended although nobody asked it to. */
    public List<String> ended() {
        return stopping
                ? List.of()
                : started().stream()
                        .filter(part -> !part.isAlive())
                        .map(RunningPart::name)
                        .toList();
    }

    /** Stops everything: first who sends, then the services, then what they stand on. */
    @Override
    public synchronized void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        if (running.isEmpty() && postgres == null) {
            return;
        }
        progress.begin("Stopping", "everything");
        try {
            stopAll(List.of("sample"));
            stopAll(SERVICES);
            stopAll(List.of("mail", "kafka"));
        } finally { // a pid file that cannot be deleted is no reason to leave a database running
            stopPostgres();
        }
        folder.supervisorFile().delete();
        progress.done("everything stopped");
    }

    private void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private void stopAll(List<String> names) {
        List<RunningPart> stopped =
                names.stream().map(running::get).filter(Objects::nonNull).toList();
        stopped.forEach(RunningPart::stop);
        stopped.forEach(RunningPart::awaitStop);
    }
}
