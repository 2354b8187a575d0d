package dev.outlay.openapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenAPI 3.1 document. */
public final class ApiDocument {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final String LOCATION = "https://outlay.test/openapi";
    private static final String CLOSED = "https://outlay.test/closed";

    private final String text;
    private final JsonNode json;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    private ApiDocument(String text, JsonNode json) {
        this.text = text;
        this.json = json;
        String closed = close(json).toString();
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(
                        loaders -> loaders.schemas(Map.of(LOCATION, json.toString(), CLOSED, closed))));
    }

    /** Reads a file in YAML. */
    public static ApiDocument read(Path file) {
        try {
            String text = Files.readString(file);
            return new ApiDocument(text, YAML.readTree(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document as its file has it. */
    public JsonNode json() {
        return json;
    }

    /** What makes it no OpenAPI document; empty for nothing. */
    public List<String> problems() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text, List.of(), options);
        List<String> problems = new ArrayList<>(parsed.getMessages() == null ? List.of() : parsed.getMessages());
        if (parsed.getOpenAPI() == null) {
            problems.add("it cannot be read");
        }
        return problems;
    }

    /** Every operation, in the order of the file. */
    public List<DocumentedOperation> operations() {
        List<DocumentedOperation> operations = new ArrayList<>();
        json.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .forEach(member -> operations.add(new DocumentedOperation(
                        this,
                        path.getKey(),
                        member.getKey().toUpperCase(Locale.ROOT),
                        path.getValue(),
                        member.getValue()))));
        return operations;
    }

    /** What a reference points to; anything else is itself. */
    JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.path("$ref").isTextual()) {
            resolved = json.at(resolved.path("$ref").textValue().substring(1));
        }
        return resolved;
    }

    /** A schema of the document, which may refer to others. */
    JsonSchema schema(JsonNode schema) {
        return schema(schema, LOCATION);
    }

    /** A schema that also refuses members it does not name, unless it says that there may be more: whatever is answered has to be documented. */
    JsonSchema closedSchema(JsonNode schema) {
        return schema(close(schema), CLOSED);
    }

    private JsonSchema schema(JsonNode schema, String document) {
        return compiled.computeIfAbsent(
                document + schema,
                key -> schemas.getSchema(SchemaLocation.of(LOCATION + "/part"), absolute(schema, document), config));
    }

    /** The same with references into a document, since a part of one does not know where it stands. */
    private static JsonNode absolute(JsonNode node, String document) {
        JsonNode copy = node.deepCopy();
        copy.findParents("$ref").forEach(parent -> {
            String reference = parent.path("$ref").asText();
            if (reference.startsWith("#")) {
                ((ObjectNode) parent).put("$ref", document + reference);
            }
        });
        return copy;
    }

    private static JsonNode close(JsonNode node) {
        JsonNode copy = node.deepCopy();
        closeInPlace(copy);
        return copy;
    }

    private static void closeInPlace(JsonNode node) {
        node.forEach(ApiDocument::closeInPlace);
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
