package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process: what it says, how it ends, and what it leaves. */
class StackTest {
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
}
