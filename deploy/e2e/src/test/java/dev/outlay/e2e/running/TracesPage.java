package dev.outlay.e2e.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What deploy/runbooks/traces.md says that there is in traces. */
public final class TracesPage {
    private static final Pattern LISTED = Pattern.compile("`([^`]+)`");

    private TracesPage() {}

    /** The names of spans and of attributes in its tables. */
    public static Set<String> listed() {
        Path page = Path.of(System.getProperty("outlay.root", "../..")).resolve("deploy/runbooks/traces.md");
        try {
            return Files.readAllLines(page).stream()
                    .filter(row -> row.startsWith("| `"))
                    .flatMap(row -> LISTED.matcher(row.split("\\|")[1]).results())
                    .map((MatchResult name) -> name.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
