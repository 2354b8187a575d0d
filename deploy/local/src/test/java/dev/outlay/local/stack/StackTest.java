package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Ports;
import dev.outlay.local.PostgresServer;
import dev.outlay.local.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process: what it says, how it ends, and what it leaves. */
class StackTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory = Path.of("/unset");

    @ParameterizedTest
    @ValueSource(strings = {"", "up x", "down --wipe x", "token", "token nobody", "token outsider x", "reconcile x"})
    void what_is_not_understood_is_refused_with_status_2(String line) throws Exception {
        Launcher launcher = new Launcher(directory, directory);
        assertThat(launcher.run(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(launcher.said()).startsWith("Usage: ").contains("global-admin");
    }

    @Test
    void a_key_that_cannot_be_read_is_one_line_and_not_a_stack_trace() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.createDirectories(data.resolve("logs"));
        Path key = Files.createDirectories(data.resolve("keys/token-key.pkcs8"));
        Launcher launcher = new Launcher(directory, directory);
        launcher.set("OUTLAY_DATA", data.toString());

        assertThat(launcher.run("token", "outsider")).isEqualTo(1);

        assertThat(launcher.said().lines())
                .singleElement()
                .asString()
                .startsWith("Cannot keep a key in " + key)
                .endsWith(data.resolve("logs/launcher.log") + ".");
        assertThat(data.resolve("logs/launcher.log")).content().contains("\tat ");
    }

    @ParameterizedTest
    @Tag("full")
    @ValueSource(strings = {"PG_VERSION", "global/pg_control", "epg-lock", "postmaster.pid"})
    void nothing_of_postgresql_runs_on_when_the_launcher_is_stopped_while_it_starts(String begun) throws Exception {
        Path data = directory.toRealPath().resolve("data");
        Launcher launcher = new Launcher(packaged(), directory);
        launcher.set("OUTLAY_DATA", data.toString());
        for (Port port : Port.values()) {
            launcher.set(port.variable(), Integer.toString(Ports.free()));
        }
        Process process = launcher.start("up", "--empty");
        try {
            Awaitility.await("PostgreSQL is that far")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Files.exists(data.resolve("postgres/data").resolve(begun)) || !process.isAlive());
            assertThat(process.isAlive()).as(launcher.said()).isTrue();

            process.destroy();

            assertThat(Launcher.ended(process)).as(launcher.said()).isNotZero();
            assertThat(runningOn(data)).isEmpty();
            Awaitility.await("nothing comes later")
                    .failFast("something has come", () -> !runningOn(data).isEmpty())
                    .during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> runningOn(data).isEmpty());
            assertThat(launcher.said()).contains("Starting   PostgreSQL, Kafka, mail  0 s");
            assertThat(data.resolve("run/supervisor.pid")).doesNotExist();
        } finally {
            process.destroyForcibly();
            PostgresServer.stopLeftover(data.resolve("postgres"));
        }
        try (PostgresServer again = PostgresServer.start(data.resolve("postgres"), 0, false)) {
            assertThat(again.port()).isPositive();
        }
    }

    /** A folder in which the services seem to have been built; none of them is started in these tests. */
    private Path packaged() throws IOException {
        Path root = directory.resolve("root");
        for (String service : List.of("usage-ingest-service", "budget-service", "alert-service")) {
            Path jar = root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }
        return root;
    }

    /** Command lines of the processes that were given a path in this folder. */
    private static List<String> runningOn(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> !ProcessEnd.hasCome(process))
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(data.toString()))
                .toList();
    }
}
