package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code deploy/local/test --fast} needs no servers: a test that starts one, or needs one, says so with its tag. */
class TestTiersTest {
    private static final Pattern NEEDS_A_SERVER = Pattern.compile(
            "@QuarkusTest\\b|@QuarkusTestResource|\\b(RealParts|Outlay|KafkaBroker|PostgresServer|MailServer|Inbox|VanishingHost)\\.\\w+\\("
                    + "|\\bHttpServer\\b|Testcontainers");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(full|heavy)\"\\)");
    private static final Pattern TESTS = Pattern.compile("@(Parameterized)?Test\\b");

    @Test
    void a_test_that_needs_a_server_is_not_among_the_fast_ones() throws IOException {
        List<Path> tests = tests();
        assertThat(tests).hasSizeGreaterThan(100);
        assertThat(tests.stream()
                        .filter(test -> NEEDS_A_SERVER.matcher(text(test)).find())
                        .filter(test -> !TAG.matcher(text(test)).find()))
                .isEmpty();
    }

    @Test
    void there_are_tests_of_each_tier() throws IOException {
        List<String> tests = tests().stream().map(TestTiersTest::text).toList();
        assertThat(tests).anyMatch(test -> test.contains("@Tag(\"full\")"));
        assertThat(tests).anyMatch(test -> test.contains("@Tag(\"heavy\")"));
        assertThat(tests).anyMatch(test -> !TAG.matcher(test).find());
    }

    private static List<Path> tests() throws IOException {
        Path root = Path.of(System.getProperty("outlay.root", "../.."));
        try (Stream<Path> modules = Stream.concat(Files.list(root), Files.list(root.resolve("deploy")))) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(TestTiersTest::below)
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith(TestTiersTest.class.getSimpleName() + ".java"))
                    .filter(file -> TESTS.matcher(text(file)).find())
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
