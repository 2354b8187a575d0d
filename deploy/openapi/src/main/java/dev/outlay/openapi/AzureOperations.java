package dev.outlay.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of each operation of which Azure shows examples, and of those without one that its contract of billing has ({@code deploy/contracts/azure-operations.tsv}): the test that replays or asks it, or why it is not served. The one
 * list of it: tests take from it what they replay, and a test holds it to the examples and to what is answered.
 */
public final class AzureOperations {

    private static final Path FILE =
            Path.of(System.getProperty("outlay.root", "..")).resolve("deploy/contracts/azure-operations.tsv");

    /**
     * An operation.
     *
     * @param replayedBy simple name of a test class; empty where it is not served
     * @param reason why it is not served; empty where it is
     * @param request method and path, where Azure shows no example; empty where there is one to be replayed
     */
    public record Listed(String operation, String replayedBy, String reason, String request) {

        public Listed {
            if (replayedBy.isEmpty() == reason.isEmpty()) {
                throw new IllegalArgumentException(operation + " needs a test or a reason, and not both");
            }
        }
    }

    private AzureOperations() {}

    /** All that are listed, by their ids. */
    public static Map<String, Listed> all() {
        try {
            Map<String, Listed> all = new LinkedHashMap<>();
            Files.readAllLines(FILE).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Listed(columns[0], columns[1], columns[2], columns[3]))
                    .forEach(listed -> {
                        if (all.put(listed.operation(), listed) != null) {
                            throw new IllegalArgumentException(listed.operation() + " is listed twice");
                        }
                    });
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The examples that a test has to replay, in the order of Azure's index. */
    public static List<AzureExample> replayedBy(Class<?> test) {
        Map<String, Listed> listed = all();
        List<AzureExample> examples = AzureExample.all().stream()
                .filter(example -> listed.containsKey(example.operation())
                        && test.getSimpleName()
                                .equals(listed.get(example.operation()).replayedBy()))
                .toList();
        if (examples.isEmpty()) {
            throw new IllegalStateException("nothing is listed for " + test.getSimpleName());
        }
        return examples;
    }
}
