package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void a_file_that_cannot_be_used_is_told_in_one_line_with_what_to_do_and_the_trace_in_the_log(@TempDir Path logs) {
        tell(
                new UncheckedIOException(
                        "Cannot keep a key in /data/keys/secret-key",
                        new AccessDeniedException("/data/keys/secret-key")),
                logs);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        "Cannot keep a key in /data/keys/secret-key: access denied (/data/keys/secret-key). See that it belongs to ")
                .endsWith("The stack trace is in " + logs.resolve("launcher.log") + ".");
        assertThat(logs.resolve("launcher.log"))
                .content()
                .contains("AccessDeniedException")
                .contains("at " + FailureTest.class.getName());
    }

    @Test
    void whatever_nobody_has_thought_of_is_one_line_too(@TempDir Path logs) {
        tell(new IllegalStateException("Not an RSA key:\n/data/keys/token-key.pkcs8"), logs);
        assertThat(lines())
                .containsExactly("Not an RSA key: /data/keys/token-key.pkcs8. The stack trace is in "
                        + logs.resolve("launcher.log") + ".");
    }

    @Test
    void what_was_written_for_the_user_is_told_as_it_is_and_its_cause_logged(@TempDir Path logs) {
        tell(new StackFailure("Is the stack up?", new IOException("refused")), logs);
        assertThat(lines()).containsExactly("Is the stack up?");
        assertThat(logs.resolve("launcher.log")).content().contains("refused");
    }

    @Test
    void a_folder_for_logs_that_is_not_there_is_not_made(@TempDir Path directory) {
        Path logs = directory.resolve("data/logs");
        tell(new IllegalStateException("early"), logs);
        assertThat(lines()).singleElement().asString().startsWith("early. The stack trace is in ");
        assertThat(directory).isEmptyDirectory();
    }

    private void tell(RuntimeException thrown, Path logs) {
        new Failure(thrown).tell(new PrintStream(said, true, StandardCharsets.UTF_8), logs);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
