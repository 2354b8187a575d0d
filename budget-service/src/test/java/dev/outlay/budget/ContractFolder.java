package dev.outlay.budget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.outlay.budget.outbox.OutboxMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder {@code deploy/contracts}: schemas and golden examples of the events between the services. */
public final class ContractFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER =
            Path.of(System.getProperty("outlay.root", "..")).resolve("deploy/contracts");
    private static final String TYPE = "dev.outlay.";

    private ContractFolder() {}

    /** The file names of all golden examples, in order. */
    public static List<String> examples() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden example: a structured event. */
    public static ObjectNode example(String file) {
        return (ObjectNode) read(FOLDER.resolve("examples").resolve(file));
    }

    /** What the schema of an event's type says against it. */
    public static Set<ValidationMessage> problems(JsonNode event) {
        String type = event.path("type").asText();
        Path schema = FOLDER.resolve(type.substring(TYPE.length()) + ".schema.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(read(schema))
                .validate(event);
    }

    /** A message of binary mode as the structured event that it stands for. */
    public static ObjectNode structured(OutboxMessage message) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        message.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                event.put(name.substring(3), value);
            }
        });
        return event.set("data", JSON.readTree(message.body()));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
