package dev.outlay.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is in an image: the CycloneDX bill of materials that Maven has written for a service, and the licences in it for people. */
final class Contents {
    private static final String BILL = "sbom.cdx.json";

    private Contents() {}

    /** Writes both into a folder, which stays empty where the service has been built without its bill of materials. */
    static void write(Path service, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path bill = service.resolve("target").resolve(BILL);
        if (Files.exists(bill)) {
            Files.copy(bill, folder.resolve(BILL));
            Files.writeString(
                    folder.resolve("licences.txt"), licences(new ObjectMapper().readTree(Files.readString(bill))));
        }
    }

    /** A line for each component: what it is, its version and its licences, in the order of its name. */
    static String licences(JsonNode bill) {
        Map<String, String> lines = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            String name = component.path("group").asText() + ":"
                    + component.path("name").asText();
            String licences = component
                    .path("licenses")
                    .valueStream()
                    .map(Contents::licence)
                    .collect(Collectors.joining(", "));
            lines.put(
                    name,
                    name + " " + component.path("version").asText() + "  "
                            + (licences.isEmpty() ? "(says none)" : licences));
        }
        return String.join("\n", lines.values()) + "\n";
    }

    private static String licence(JsonNode choice) {
        JsonNode licence = choice.path("license");
        if (choice.has("expression")) {
            return choice.path("expression").asText();
        }
        return licence.has("id")
                ? licence.path("id").asText()
                : licence.path("name").asText();
    }
}
