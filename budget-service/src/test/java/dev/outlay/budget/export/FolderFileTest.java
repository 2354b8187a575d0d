package dev.outlay.budget.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that appear whole, where they are meant to be and nowhere else. */
class FolderFileTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @TempDir
    Path base = Path.of(""); // injected

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> base.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_file_is_not_seen_before_it_is_whole() throws IOException {
        UUID run = UUID.randomUUID();
        FolderFile file = FolderFile.begin(base, run, false);
        file.add(packed("a,b\r\n"));
        file.add(packed("1,2\r\n"));
        assertThat(files()).singleElement().asString().startsWith(FolderFile.GROWING);
        assertThat(file.bytes()).isEqualTo(10);
        file.whole();
        file.name(List.of("x", "y"), "part.csv");
        file.abandon();

        assertThat(files()).containsExactly("x/y/part.csv");
        assertThat(Files.readString(base.resolve("x/y/part.csv"))).isEqualTo("a,b\r\n1,2\r\n");
    }

    @Test
    void packed_parts_in_a_row_are_one_packed_file() throws IOException {
        FolderFile file = FolderFile.begin(base, UUID.randomUUID(), true);
        file.add(packed("a"));
        file.add(packed("b"));
        file.whole();
        file.name(List.of("x"), "part.csv.gz");

        try (GZIPInputStream text = new GZIPInputStream(Files.newInputStream(base.resolve("x/part.csv.gz")))) {
            assertThat(text.readAllBytes()).isEqualTo("ab".getBytes(UTF_8));
        }
    }

    @Test
    void what_the_dead_have_left_is_removed_and_what_others_write_is_not() throws IOException {
        UUID run = UUID.randomUUID();
        FolderFile dead = begunAt(NOW.minus(Duration.ofMinutes(11)), run);
        FolderFile sameRun = begunAt(NOW.minus(Duration.ofMinutes(9)), run);
        begunAt(NOW, UUID.randomUUID());
        FolderFile.removeAbandoned(base, NOW);

        assertThat(files()).as("another replica may be writing the same run").hasSize(2);
        assertThatThrownBy(() -> dead.name(List.of("x"), "part.csv")).isInstanceOf(NoSuchFileException.class);
        sameRun.whole();
        sameRun.name(List.of("x"), "part.csv");
        assertThat(files()).hasSize(2).contains("x/part.csv");
    }

    /** One that was last written to at a time. */
    private FolderFile begunAt(Instant time, UUID run) throws IOException {
        List<String> before = files();
        FolderFile begun = FolderFile.begin(base, run, false);
        for (String file : files()) {
            if (!before.contains(file)) {
                Files.setLastModifiedTime(base.resolve(file), FileTime.from(time));
            }
        }
        return begun;
    }

    @Test
    void to_tidy_up_fails_nobody() throws IOException {
        FolderFile.removeAbandoned(base, NOW);
        Path growing = Files.createDirectory(base.resolve(FolderFile.GROWING));
        for (String before : List.of("1", "2", "3")) {
            Files.writeString(growing.resolve(before), "x");
            Files.setLastModifiedTime(growing.resolve(before), FileTime.from(NOW.minus(Duration.ofDays(1))));
        }
        Path inTheWay = Files.createDirectory(growing.resolve("old"));
        Files.writeString(inTheWay.resolve("kept"), "x");
        Files.setLastModifiedTime(inTheWay, FileTime.from(NOW.minus(Duration.ofDays(1))));
        FolderFile.removeAbandoned(base, NOW);

        assertThat(files()).containsExactly(FolderFile.GROWING + "/old/kept");
    }

    @Test
    void of_a_run_that_has_failed_nothing_is_left_and_of_others_everything() throws IOException {
        Files.createDirectories(base.resolve("x/failed"));
        Files.createDirectories(base.resolve("x/whole"));
        Files.writeString(base.resolve("x/failed/part.csv"), "a");
        Files.writeString(base.resolve("x/whole/part.csv"), "a");
        FolderFile.removeRun(base, "x/failed");
        FolderFile.removeRun(base, "x/missing");

        assertThat(files()).containsExactly("x/whole/part.csv");
        assertThat(base.resolve("x/failed")).doesNotExist();
    }

    @Test
    void a_link_is_not_followed_to_remove_something(@TempDir Path outside) throws IOException {
        Path victim = Files.writeString(outside.resolve("victim"), "mine");
        Files.createSymbolicLink(base.resolve("x"), outside);
        Files.createDirectory(base.resolve("y"));
        Files.createSymbolicLink(base.resolve("y/run"), outside);
        FolderFile.removeRun(base, "x");
        FolderFile.removeRun(base, "y/run");

        assertThat(victim).hasContent("mine");
    }

    @Test
    void a_file_that_is_abandoned_leaves_nothing() throws IOException {
        FolderFile file = FolderFile.begin(base, UUID.randomUUID(), false);
        file.add(packed("a"));
        file.abandon();

        assertThat(files()).isEmpty();
    }

    @Test
    void links_are_not_followed_out_of_the_folder(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(base.resolve("x"), outside);
        Path victim = Files.writeString(outside.resolve("victim"), "mine");
        FolderFile file = FolderFile.begin(base, UUID.randomUUID(), false);

        assertThatThrownBy(() -> file.name(List.of("x"), "part.csv"))
                .isInstanceOfSatisfying(FileSystemException.class, failure -> assertThat(FolderFile.reason(failure))
                        .isEqualTo("a link or a file is where a folder ought to be"));
        FolderFile other = FolderFile.begin(base, UUID.randomUUID(), false);
        other.add(packed("a"));
        other.whole();
        Files.createDirectory(base.resolve("y"));
        Files.createSymbolicLink(base.resolve("y/part.csv"), victim);
        other.name(List.of("y"), "part.csv");
        assertThat(victim).hasContent("mine");
        assertThat(base.resolve("y/part.csv")).hasContent("a").isRegularFile();
        assertThat(Files.isSymbolicLink(base.resolve("y/part.csv"))).isFalse();
    }

    @Test
    void a_folder_that_is_not_there_is_said_without_its_path() {
        Path missing = base.resolve("missing");

        assertThatThrownBy(() -> FolderFile.begin(missing, UUID.randomUUID(), false))
                .isInstanceOfSatisfying(IOException.class, failure -> assertThat(FolderFile.reason(failure))
                        .isEqualTo("the folder of exports is not there")
                        .doesNotContain(base.toString()));
    }
}
