package dev.outlay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images without an engine and without a registry. */
class ImageWriterTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theSameFilesMakeTheSameImageWhenEverItIsMade() throws Exception {
        Path first = written("first");
        Files.setLastModifiedTime(
                folder.resolve("files/a/program"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        assertThat(written("second")).hasSameBinaryContentAs(first);

        Files.writeString(folder.resolve("files/a/text"), "other");
        assertThat(Files.mismatch(written("third"), first)).isNotNegative();
    }

    @Test
    void itRunsAsANumericUserWithoutAShellAndSaysHowItIsSeenToBeWell() throws Exception {
        JsonNode config = config(written("image")).path("config");

        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("Entrypoint")).extracting(JsonNode::asText).containsExactly("/a/program", "go");
        assertThat(config.path("Healthcheck").path("Test"))
                .extracting(JsonNode::asText)
                .containsExactly("CMD", "/a/program", "well");
        assertThat(config.path("Env")).extracting(JsonNode::asText).contains("A=b");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
    }

    private Path written(String name) throws Exception {
        Path files = folder.resolve("files");
        if (!Files.exists(files)) {
            Files.createDirectories(files.resolve("a"));
            Files.writeString(files.resolve("a/program"), "#!");
            assertThat(files.resolve("a/program").toFile().setExecutable(true)).isTrue();
            Files.writeString(files.resolve("a/text"), "text");
        }
        ImagePlan plan = new ImagePlan(
                "image",
                "An image",
                List.of(new ImagePlan.Layer("files", files, "/")),
                List.of("/var/lib/data"),
                List.of("/a/program", "go"),
                Map.of("A", "b"),
                List.of(8080),
                List.of("/a/program", "well"));
        Path archive = folder.resolve(name + ".tar");
        new ImageWriter("scratch", folder.resolve("cache-" + name)).write(plan, "image:1", archive);
        return archive;
    }

    private static JsonNode config(Path archive) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(Files.newInputStream(archive))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().equals("config.json")) {
                    return new ObjectMapper().readTree(entries.readAllBytes());
                }
            }
        }
        throw new AssertionError("no config.json in " + archive);
    }
}
