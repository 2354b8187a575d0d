package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An official example of Azure: a line of INDEX.tsv with its file.
 *
 * @param operation its id; at no scope, of an operation that is at scopes otherwise, with {@code @tenant}
 * @param version of the API, where the file says none
 * @param path with names in braces
 * @param scopeKind what {@code {scope}} stands for
 * @param statuses that it may be answered with, in the order in which a PUT that is repeated gets them: 201 before 200
 */
public record AzureExample(
        String operation,
        String version,
        String method,
        String path,
        String scopeKind,
        List<Integer> statuses,
        String file,
        JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    /** Said in an example, and no part of a query. */
    private static final Set<String> NO_QUERY = Set.of(
            "api-version", "scope", "eTag", "parameters", "accept", "subscriptionId", "alertId", "notificationId");

    /** All that INDEX.tsv lists, in its order. */
    public static List<AzureExample> all() {
        try {
            return Files.readAllLines(Reference.file("azure-examples/INDEX.tsv")).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .map(AzureExample::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static AzureExample read(String[] columns) {
        try {
            return new AzureExample(
                    columns[2] + (columns[4].startsWith("/{scope}") && columns[5].equals("tenant") ? "@tenant" : ""),
                    columns[1],
                    columns[3],
                    columns[4],
                    columns[5],
                    Arrays.stream(columns[6].split(",", -1))
                            .map(Integer::valueOf)
                            .sorted(Comparator.reverseOrder())
                            .toList(),
                    columns[7],
                    JSON.readTree(Reference.file("azure-examples/" + columns[7]).toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(columns[7], unreadable);
        }
    }

    /** The path with names filled in; {@code scope.billingAccount} and the like name the scopes. */
    public String path(Map<String, String> names) {
        String scoped = path.replace("/{scope}", names.getOrDefault("scope." + scopeKind, ""));
        return NAME.matcher(scoped)
                .replaceAll(name -> Matcher.quoteReplacement(names.getOrDefault(name.group(1), name.group(1))));
    }

    /** Path and query. */
    public String target(Map<String, String> names) {
        String query = json.path("parameters")
                .propertyStream()
                .filter(parameter -> !NO_QUERY.contains(parameter.getKey())
                        && !parameter.getKey().endsWith("Name")
                        && parameter.getValue().isValueNode())
                .map(parameter -> "&" + parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().asText(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return path(names) + "?api-version="
                + json.path("parameters").path("api-version").asText(version) + query;
    }

    /** What is sent, under whichever name; missing where nothing is. */
    public JsonNode body() {
        return json.path("parameters")
                .valueStream()
                .filter(JsonNode::isObject)
                .findFirst()
                .<JsonNode>map(JsonNode::deepCopy)
                .orElse(MissingNode.getInstance());
    }

    /** What is answered with a status; missing where nothing is. */
    public JsonNode response(int status) {
        JsonNode response = json.path("responses").path(Integer.toString(status));
        return response.has("body") ? response.path("body") : MissingNode.getInstance();
    }

    @Override
    public String toString() {
        return operation + " " + file;
    }
}
