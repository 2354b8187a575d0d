package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void without_a_terminal_a_stage_is_said_when_it_begins_when_it_changes_every_five_seconds_and_when_it_ends() {
        Progress progress = progress(false);
        progress.begin("Starting", "PostgreSQL, kafka");
        for (int tenth = 0; tenth < 70; tenth++) {
            pass(100);
            progress.at(tenth < 8 ? "waiting for PostgreSQL, kafka" : "waiting for PostgreSQL");
        }
        progress.done("PostgreSQL, kafka ready");
        assertThat(lines())
                .containsExactly(
                        "Starting   PostgreSQL, kafka  0 s",
                        "Starting   waiting for PostgreSQL  1 s",
                        "Starting   waiting for PostgreSQL  6 s",
                        "Starting   PostgreSQL, kafka ready  7 s");
    }

    @Test
    void what_changes_all_the_time_is_said_once_a_second() {
        Progress progress = progress(false);
        progress.begin("Loading", "the sample");
        for (int tenth = 1; tenth <= 30; tenth++) {
            pass(100);
            progress.at("the sample: " + tenth + " charges");
        }
        assertThat(lines()).hasSize(4).last().isEqualTo("Loading    the sample: 30 charges  3 s");
    }

    @Test
    void on_a_terminal_one_line_is_written_over_and_counts_the_seconds() {
        Progress progress = progress(true);
        progress.begin("Starting", "PostgreSQL");
        pass(2000);
        progress.at("PostgreSQL");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rStarting   PostgreSQL  0 s\rStarting   PostgreSQL  2 s");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), terminal, () -> nanos);
    }

    private void pass(long millis) {
        nanos += millis * 1_000_000;
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
