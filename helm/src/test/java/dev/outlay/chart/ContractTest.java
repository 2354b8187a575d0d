package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the chart repeats of other places is what stands there. */
class ContractTest {

    private static final Pattern TOPIC_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| (delete|compact) \\|$");

    @Test
    void topicsAreThoseOfTheContract() {
        Map<String, String> contract = new HashMap<>();
        TOPIC_ROW
                .matcher(Repository.text(Repository.root().resolve("deploy/contracts/README.md")))
                .results()
                .forEach(row -> contract.put(row.group(1), row.group(2)));
        Map<String, String> topics = new HashMap<>();
        for (JsonNode topic : Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "KafkaTopic")) {
            JsonNode config = topic.at("/spec/config");
            topics.put(
                    topic.at("/metadata/name").asText(),
                    config.path("cleanup.policy").asText());
            if (topic.at("/metadata/name").asText().equals("cost-events-rejected")) {
                assertThat(config.path("max.message.bytes").asText())
                        .isEqualTo(
                                ServiceSettings.of("budget").property("mp.messaging.outgoing.outlet.max.request.size"));
            }
        }
        assertThat(topics).hasSize(5).isEqualTo(contract);
    }

    @Test
    void lagIsAskedOfTheGroupsAndTopicsThatTheServicesRead() {
        for (JsonNode scaler : Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "ScaledObject")) {
            boolean budget = Chart.name(scaler).endsWith("-budget");
            ServiceSettings settings = ServiceSettings.of(budget ? "budget" : "alert");
            String channel = "mp.messaging.incoming." + (budget ? "cost-events" : "budget-alerts");
            JsonNode trigger = scaler.at("/spec/triggers/0/metadata");
            assertThat(trigger.path("topic").asText()).isEqualTo(settings.property(channel + ".topic"));
            assertThat(trigger.path("consumerGroup").asText()).isEqualTo(settings.property(channel + ".group.id"));
        }
    }

    /** A route of the ingest service that is missing here would go through the budget service, and fail when it is away. */
    @Test
    void everyRouteOfTheIngestServiceHasAWayOfItsOwn() {
        List<String> paths = new ArrayList<>();
        JsonNode ingress =
                Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "Ingress").getFirst();
        ingress.at("/spec/rules/0/http/paths").forEach(path -> {
            if (path.at("/backend/service/name").asText().endsWith("-ingest")) {
                paths.add(path.path("path").asText());
            }
        });
        assertThat(Repository.text(Repository.root().resolve("deploy/contracts/routes.tsv"))
                        .lines()
                        .map(line -> line.split("\t", -1))
                        .filter(route -> route[0].equals("usage-ingest-service"))
                        .map(route -> route[2])
                        .filter(path -> !path.startsWith("/v1/openapi/")))
                .isNotEmpty()
                .allMatch(path ->
                        paths.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/")));
        JsonNode route =
                Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "HTTPRoute").getFirst();
        assertThat(route.at("/spec/rules/0/matches").findValuesAsText("value")).isEqualTo(paths);
    }

    /** A key without an entry in the schema is refused, so that what is missing is one that the schema has and nobody can find. */
    @Test
    void everyKeyOfTheSchemaStandsInTheValuesWithAComment() throws IOException {
        String text = Repository.text(Repository.values("values.yaml"));
        JsonNode values = new YAMLMapper().readTree(text);
        JsonNode schema = new ObjectMapper().readTree(Repository.text(Repository.values("values.schema.json")));
        Set<String> missing = new TreeSet<>();
        missing(schema, schema, values, "", missing);
        assertThat(missing).containsExactly("global");
        assertThat(text.lines().filter(line -> line.strip().startsWith("# -- ")).count())
                .isGreaterThan(70);
    }

    private static void missing(JsonNode root, JsonNode schema, JsonNode values, String path, Set<String> missing) {
        JsonNode resolved =
                schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
        if (resolved.path("additionalProperties").isBoolean()) {
            resolved.path("properties").properties().forEach(property -> {
                String key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                if (!values.has(property.getKey())) {
                    if (!path.endsWith("resources")) {
                        missing.add(key);
                    }
                } else if (property.getValue().path("type").asText().equals("object")
                        || property.getValue().has("$ref")) {
                    missing(root, property.getValue(), values.path(property.getKey()), key, missing);
                }
            });
        }
    }
}
