package dev.outlay.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.local.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class OutlayTest {
    @Test
    void an_installation_whose_services_are_not_packaged_leaves_no_process_and_no_folder(@TempDir Path empty)
            throws IOException {
        String root = System.getProperty("outlay.root", "../..");
        Set<Path> folders = folders();
        Set<Long> processes = processes();
        System.setProperty("outlay.root", empty.toString());
        try {
            assertThatThrownBy(Outlay::create)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("have to be packaged");
        } finally {
            System.setProperty("outlay.root", root);
        }
        assertThat(folders()).isEqualTo(folders);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(processes())
                .isSubsetOf(processes));
    }

    private static Set<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(Outlay.folders()))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<Long> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> !ProcessEnd.hasCome(process))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
