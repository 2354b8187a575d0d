package dev.outlay.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code deploy/contracts/routes.tsv} lists and what a document describes, in one form: method and path, with {@code {}} for every name, so that each can be held against the other. */
public final class ListedRoutes {

    private static final int COLUMNS = 4;

    private ListedRoutes() {}

    /**
     * The routes that are listed for a service.
     *
     * @param root of the project
     */
    public static SortedSet<String> of(Path root, String service) {
        Path file = root.resolve("deploy/contracts/routes.tsv");
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\t", -1))
                    .filter(columns -> columns.length == COLUMNS && columns[0].equals(service))
                    .map(columns -> form(columns[1], columns[2]))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The operations that a document describes. */
    public static SortedSet<String> described(ApiDocument document) {
        return document.operations().stream()
                .map(operation -> form(operation.method(), operation.path()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String form(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
    }
}
