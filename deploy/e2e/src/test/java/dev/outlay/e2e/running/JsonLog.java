package dev.outlay.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The log of a service that was started with {@code OUTLAY_LOG_FORMAT=json}. */
public final class JsonLog {
    private static final Pattern LISTED = Pattern.compile("`((?:context\\.)?[a-zA-Z]+)`");
    private static final Set<String> ALWAYS =
            Set.of("timestamp", "level", "logger", "message", "thread", "service", "context");

    private JsonLog() {}

    /**
     * What has been written wholly. What the JVM says of itself on standard error, which goes to the same file here, is no entry of the log: warnings, and a line of nothing after
     * them.
     */
    public static List<JsonNode> entries(ServiceProcess service) {
        List<String> lines = service.lines();
        boolean cutOff = !lines.isEmpty() && !lines.getLast().endsWith("}");
        return lines.subList(0, cutOff ? lines.size() - 1 : lines.size()).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("WARNING: "))
                .map(Answer::json)
                .toList();
    }

    /** Every line is an object that has the keys of deploy/runbooks/logs.md alone, and says what each says. */
    public static void assertKnown(ServiceProcess service, String name) {
        Set<String> listed = listedKeys();
        assertThat(entries(service)).hasSizeGreaterThan(1).allSatisfy(line -> {
            assertThat(keys(line)).isSubsetOf(listed).containsAll(ALWAYS);
            assertThat(Instant.parse(line.path("timestamp").asText())).isNotNull();
            assertThat(line.path("service").asText()).isEqualTo(name);
        });
    }

    /** Keys of an entry, those of the objects in it with what they stand in. */
    private static Set<String> keys(JsonNode entry) {
        return keys(entry, "");
    }

    private static Set<String> keys(JsonNode object, String above) {
        Set<String> keys = new TreeSet<>();
        object.properties().forEach(entry -> {
            keys.add(above + entry.getKey());
            keys.addAll(keys(entry.getValue(), above + entry.getKey() + "."));
        });
        return keys;
    }

    /** The keys that deploy/runbooks/logs.md lists. */
    private static Set<String> listedKeys() {
        Path page = Path.of(System.getProperty("outlay.root", "../..")).resolve("deploy/runbooks/logs.md");
        try {
            return Files.readAllLines(page).stream()
                    .filter(row -> row.startsWith("| `"))
                    .flatMap(row -> LISTED.matcher(row.split("\\|")[1]).results())
                    .map((MatchResult key) -> key.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
