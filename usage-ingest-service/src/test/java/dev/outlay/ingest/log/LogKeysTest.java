package dev.outlay.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class LogKeysTest {

    private final LogKeys keys = new LogKeys();

    @Test
    void whatAMessageNamesStandsBesideIt() {
        assertThat(beside("delivery=%s kind=%s attempt=%d: %s", "d1", "webhook", 3, "refused"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("delivery", "d1", "kind", "webhook", "attempt", "3"));
    }

    @Test
    void aValueOfPartsIsOne() {
        assertThat(beside("%s: event=%s-%d-%d webhook=%s/%s", "x", "cost-events", 3, 77L, "g", "hook"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("event", "cost-events-3-77", "webhook", "g/hook"));
    }

    @Test
    void aNameInAValueOrOutsideOfTheVocabularyIsNone() {
        assertThat(beside("request=%s failed: %s, password=%s", "r1", "principal=admin state=Delivered", "p"))
                .isEqualTo(Map.of("request", "r1"));
    }

    @Test
    void whatOthersSayIsLeftAlone() {
        ExtLogRecord line = line("delivery=%s", "d1");
        line.setLoggerName("org.example.Other");
        assertThat(keys.isLoggable(line)).isTrue();
        assertThat(line.getMdcCopy()).isEmpty();
    }

    @Test
    void aMessageWithFewerValuesThanItNamesIsLoggedAllTheSame() {
        assertThat(beside("delivery=%s kind=%s", "d1")).isEqualTo(Map.of("delivery", "d1"));
        assertThat(beside("delivery=%.3f kind=%s", 1.0, "mail")).isEmpty();
    }

    /** A name that is new is found here by itself: it gets into the vocabulary of all three services and its table, or another name. */
    @Test
    void messagesUseTheVocabularyAndNothingElse() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Pattern.compile("LOG\\.\\w+\\((?s:.*?)\\);")
                        .matcher(Files.readString(source))
                        .results()
                        .flatMap(said -> Pattern.compile("\\b(\\w+)=%")
                                .matcher(said.group())
                                .results())
                        .forEach(name -> used.add(name.group(1)));
            }
        }
        assertThat(used).isNotEmpty();
        assertThat(LogKeys.VOCABULARY).containsAll(used);
    }

    @Test
    void theTableListsTheVocabulary() throws IOException {
        Set<String> listed = Files.readAllLines(Path.of("../deploy/runbooks/logs.md")).stream()
                .filter(row -> row.startsWith("| `context."))
                .flatMap(row ->
                        Pattern.compile("`context\\.(\\w+)`").matcher(row).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(LogKeys.VOCABULARY);
    }

    private Map<String, String> beside(String template, Object... values) {
        ExtLogRecord line = line(template, values);
        assertThat(keys.isLoggable(line)).isTrue();
        return line.getMdcCopy();
    }

    private static ExtLogRecord line(String template, Object... values) {
        ExtLogRecord line =
                new ExtLogRecord(Level.INFO, template, ExtLogRecord.FormatStyle.PRINTF, LogKeysTest.class.getName());
        line.setLoggerName("dev.outlay.ingest.Somebody");
        line.setParameters(values);
        return line;
    }
}
