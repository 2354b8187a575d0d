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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the chart repeats of other places is what stands there. */
class ContractTest {

    /** A line of the values: indentation, key, and what stands behind it. */
    private static final Pattern KEY = Pattern.compile("(\\s*)([A-Za-z]+):\\s*(.*)");

    private static final Pattern TOPIC_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| (delete|compact) \\|$");

    @Test
    void topicsAreThoseOfTheContract() {
        Map<String, String> contract = new HashMap<>();
        TOPIC_ROW
                .matcher(Repository.text(Repository.root().resolve("deploy/contracts/README.md")))
                .results()
                .forEach(row -> contract.put(row.group(1), row.group(2)));
        Map<String, String> topics = new HashMap<>();
        int partitions = 7;
        List<JsonNode> declared = Chart.ofKind(
                Chart.objects(List.of("all-on.yaml"), Map.of("strimzi.partitions", partitions)), "KafkaTopic");
        for (JsonNode topic : declared) {
            JsonNode config = topic.at("/spec/config");
            topics.put(
                    topic.at("/metadata/name").asText(),
                    config.path("cleanup.policy").asText());
            assertThat(topic.at("/spec/topicName")).isEqualTo(topic.at("/metadata/name"));
            assertThat(topic.at("/metadata/labels").path("strimzi.io/cluster").asText())
                    .isEqualTo("kafka");
            // What is compacted is read whole by every replica, in one order; what streams is shared among consumers.
            assertThat(topic.at("/spec/partitions").asInt())
                    .as(Chart.name(topic))
                    .isEqualTo(config.path("cleanup.policy").asText().equals("compact") ? 1 : partitions);
            assertThat(config.path("retention.ms").isMissingNode())
                    .as(Chart.name(topic))
                    .isEqualTo(config.path("cleanup.policy").asText().equals("compact"));
            assertThat(config.path("min.insync.replicas").asInt())
                    .as(Chart.name(topic))
                    .isBetween(1, topic.at("/spec/replicas").asInt() - 1);
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
        List<JsonNode> scalers = Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "ScaledObject");
        assertThat(scalers)
                .extracting(Chart::name)
                .containsExactlyInAnyOrder("ScaledObject/costs-alert", "ScaledObject/costs-budget");
        for (JsonNode scaler : scalers) {
            boolean budget = Chart.name(scaler).endsWith("-budget");
            ServiceSettings settings = ServiceSettings.of(budget ? "budget" : "alert");
            String channel = "mp.messaging.incoming." + (budget ? "cost-events" : "budget-alerts");
            JsonNode trigger = scaler.at("/spec/triggers/0/metadata");
            assertThat(trigger.path("bootstrapServers").asText()).isEqualTo("kafka-bootstrap.kafka:9093");
            assertThat(trigger.path("topic").asText()).isNotEmpty().isEqualTo(settings.property(channel + ".topic"));
            assertThat(trigger.path("consumerGroup").asText())
                    .isNotEmpty()
                    .isEqualTo(settings.property(channel + ".group.id"));
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
        for (JsonNode route : Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "HTTPRoute")) {
            boolean toIngest = Chart.name(route).equals("HTTPRoute/costs-ingest");
            assertThat(route.at("/spec/rules")).as(Chart.name(route)).hasSize(1);
            assertThat(route.at("/spec/rules/0/matches").findValuesAsText("value"))
                    .as(Chart.name(route))
                    .isEqualTo(toIngest ? paths : List.of("/"));
            assertThat(route.at("/spec/rules/0/backendRefs/0/name").asText())
                    .isEqualTo(toIngest ? "costs-ingest" : "costs-budget");
            assertThat(route.at("/spec/rules/0/backendRefs/0/port").asText())
                    .isEqualTo(
                            ServiceSettings.of(toIngest ? "ingest" : "budget").defaultOf("OUTLAY_HTTP_PORT"));
        }
        assertThat(ingress.at("/spec/rules/0/http/paths")
                        .get(paths.size())
                        .at("/backend/service/name")
                        .asText())
                .isEqualTo("costs-budget");
    }

    /** A key without an entry in the schema is refused, so that what is missing is one that the schema has and nobody can find. */
    @Test
    void everyKeyOfTheSchemaStandsInTheValues() throws IOException {
        JsonNode values = new YAMLMapper().readTree(Repository.text(Repository.values("values.yaml")));
        JsonNode schema = new ObjectMapper().readTree(Repository.text(Repository.values("values.schema.json")));
        Set<String> missing = new TreeSet<>();
        missing(schema, schema, values, "", missing);
        assertThat(missing).containsExactly("global");
    }

    /** Above a key, or above the same key of another service; what has none says in Kubernetes' own words what it is. */
    @Test
    void everyValueIsExplained() {
        List<String> lines =
                Repository.text(Repository.values("values.yaml")).lines().toList();
        Set<String> explained = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (int line = 1; line < lines.size(); line++) {
            Matcher key = KEY.matcher(lines.get(line));
            if (key.matches() && (!key.group(3).isEmpty() || isList(lines, line))) {
                all.add(key.group(2));
                if (lines.get(line - 1).strip().startsWith("#")) {
                    explained.add(key.group(2));
                }
            }
        }
        all.removeAll(explained);
        assertThat(all)
                .containsExactly(
                        "affinity",
                        "apiVersion",
                        "budgetAlerts",
                        "certificateKey",
                        "className",
                        "cpu",
                        "database",
                        "hostnames",
                        "instances",
                        "interval",
                        "maxReplicas",
                        "memory",
                        "minInSyncReplicas",
                        "minReplicas",
                        "nodeSelector",
                        "parameters",
                        "passwordKey",
                        "podAnnotations",
                        "podLabels",
                        "port",
                        "priorityClassName",
                        "rejected",
                        "replicas",
                        "repository",
                        "resources",
                        "serviceAccountAnnotations",
                        "size",
                        "storageClassName",
                        "targetCpuPercent",
                        "tolerations",
                        "usernameKey");
    }

    private static boolean isList(List<String> lines, int line) {
        return line + 1 < lines.size() && lines.get(line + 1).strip().startsWith("- ");
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
