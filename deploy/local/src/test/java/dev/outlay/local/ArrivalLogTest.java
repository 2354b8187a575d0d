package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalLogTest {
    @TempDir
    Path folder = Path.of("/unset");

    private ArrivalLog<ReceivedWebhook> open() {
        return new ArrivalLog<>(ReceivedWebhook.class, folder.resolve("webhooks.jsonl"));
    }

    private static void add(ArrivalLog<ReceivedWebhook> log, String body) {
        log.add(id -> new ReceivedWebhook(id, "hook", Instant.parse("2026-11-20T10:00:00Z"), Map.of("a", "b"), body));
    }

    @Test
    void the_oldest_go_and_the_file_stays_bounded_too() throws IOException {
        ArrivalLog<ReceivedWebhook> log = open();
        for (int i = 0; i < 2 * ArrivalLog.MOST + 500; i++) {
            add(log, "body " + i);
        }
        List<ReceivedWebhook> kept = log.oldestFirst();
        assertThat(kept).hasSize(ArrivalLog.MOST);
        assertThat(kept.getLast().body()).isEqualTo("body " + (2 * ArrivalLog.MOST + 499));
        assertThat(Files.readAllLines(folder.resolve("webhooks.jsonl"))).hasSizeLessThanOrEqualTo(2 * ArrivalLog.MOST);
        assertThat(open().oldestFirst()).isEqualTo(kept);
    }

    @Test
    void large_arrivals_are_bounded_by_their_size() {
        ArrivalLog<ReceivedWebhook> log = open();
        for (int i = 0; i < 20; i++) {
            add(log, "x".repeat(1 << 20));
        }
        assertThat(log.oldestFirst()).hasSize(7);
        assertThat(open().oldestFirst())
                .extracting(ReceivedWebhook::id)
                .contains("20")
                .hasSize(7);
    }

    @Test
    void what_was_forgotten_stays_forgotten() {
        ArrivalLog<ReceivedWebhook> log = open();
        add(log, "x");
        log.clear();
        assertThat(open().oldestFirst()).isEmpty();
    }
}
