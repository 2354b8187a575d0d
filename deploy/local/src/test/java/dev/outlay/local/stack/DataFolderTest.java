package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.local.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    /** A Java virtual machine starts, or ends, on a machine that is busy. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @Test
    void a_folder_that_no_stack_made_is_not_wiped(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> folder(data).wipe()).isInstanceOf(StackFailure.class);
        assertThat(data.resolve("thesis.txt")).exists();
    }

    @Test
    void a_folder_that_a_stack_made_is_wiped_whole(@TempDir Path directory) {
        Path data = directory.resolve("data");
        folder(data).prepare();
        folder(data).wipe();
        assertThat(data).doesNotExist();
    }

    @Test
    void a_pid_file_whose_process_id_another_process_has_now_harms_nobody(@TempDir Path data) throws Exception {
        folder(data).prepare();
        Path stale = data.resolve("run/kafka.pid");
        Files.writeString(stale, ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z\n");

        assertThat(folder(data).stopLeftovers(progress)).isFalse();
        assertThat(stale).doesNotExist();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_second_stack_on_the_same_folder_is_refused(@TempDir Path data) throws Exception {
        folder(data).prepare();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            folder(data).supervisorFile().write(other.toHandle());
            assertThatThrownBy(() -> folder(data).refuseIfRunning())
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("already runs");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @Tag("full")
    void a_part_whose_launcher_was_killed_is_stopped_before_the_next_start(@TempDir Path data) {
        Settings settings = settings(data);
        folder(data).prepare();
        RunningPart mail = RunningPart.start(new Parts(settings).mail(), settings.run());
        Awaitility.await().atMost(SOON).until(() -> mail.look().ready());

        assertThat(folder(data).stopLeftovers(progress)).isTrue();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !mail.isAlive()); // The JVM learns of the end of its child a moment after the system.
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Stopping mail");
    }

    @Test
    @Tag("full")
    void a_part_that_cannot_start_is_a_failure_that_names_it_and_its_log(@TempDir Path data) {
        Settings settings = settings(data);
        folder(data).prepare();
        RunningPart first = RunningPart.start(new Parts(settings).mail(), settings.run());
        Awaitility.await().atMost(SOON).until(() -> first.look().ready());
        RunningPart second = RunningPart.start(new Parts(settings).mail(), settings.run());

        Awaitility.await().atMost(SOON).until(() -> !second.isAlive());
        assertThatThrownBy(second::look)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("mail ended with status 1")
                .hasMessageContaining("mail.log");
        first.stop();
        first.awaitStop();
    }

    private static DataFolder folder(Path data) {
        return new DataFolder(settings(data));
    }

    private static Settings settings(Path data) {
        return Settings.of(
                Path.of(System.getProperty("outlay.root")),
                Map.of(
                        "OUTLAY_DATA", data.toString(),
                        "OUTLAY_SMTP_PORT", Integer.toString(SMTP),
                        "OUTLAY_INBOX_PORT", Integer.toString(INBOX)));
    }

    private static final int SMTP = Ports.free();
    private static final int INBOX = Ports.free();
}
