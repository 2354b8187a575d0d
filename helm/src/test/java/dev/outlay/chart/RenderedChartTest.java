package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered is what Kubernetes takes, for every profile and with all options on and off. */
class RenderedChartTest {

    static Stream<List<String>> installations() {
        return Chart.INSTALLATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyObjectIsOneThatKubernetesTakes(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        assertThat(objects).hasSizeGreaterThan(11);
        for (JsonNode object : objects) {
            assertThat(KubernetesTypes.problems(object)).as(Chart.name(object)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void noNameIsUsedTwiceAndNoneIsTooLong(List<String> values) {
        List<String> names = Chart.objects(values).stream().map(Chart::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).allSatisfy(name -> assertThat(name.substring(name.indexOf('/') + 1))
                .hasSizeLessThanOrEqualTo(63));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whatSelectsPodsSelectsPodsThatAreThere(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        List<JsonNode> labels = new ArrayList<>();
        Chart.ofKind(objects, "Deployment", "StatefulSet", "Job")
                .forEach(object -> labels.add(object.at("/spec/template/metadata/labels")));
        Chart.ofKind(objects, "Service").forEach(service -> selects(service, service.at("/spec/selector"), labels));
        Chart.ofKind(objects, "NetworkPolicy")
                .forEach(policy -> selects(policy, policy.at("/spec/podSelector/matchLabels"), labels));
        Chart.ofKind(objects, "Deployment", "StatefulSet", "PodDisruptionBudget")
                .forEach(object -> selects(object, object.at("/spec/selector/matchLabels"), labels));
    }

    private static void selects(JsonNode object, JsonNode selector, List<JsonNode> labels) {
        assertThat(labels.stream()
                        .filter(pod -> selector.properties().stream()
                                .allMatch(label -> label.getValue().equals(pod.get(label.getKey()))))
                        .count())
                .as("pods that %s selects", Chart.name(object))
                .isOne();
    }

    /** Otherwise an option could be rendered by nobody, and what is rendered then seen by no test. */
    @Test
    void everyKindThatTheChartKnowsIsRenderedByOneOfTheInstallations() {
        TreeSet<String> kinds = new TreeSet<>();
        Chart.INSTALLATIONS.forEach(values -> Chart.objects(values)
                .forEach(object -> kinds.add(object.path("kind").asText())));
        assertThat(kinds)
                .containsExactly(
                        "Cluster",
                        "ConfigMap",
                        "Database",
                        "Deployment",
                        "HTTPRoute",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "Job",
                        "KafkaTopic",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "ScaledObject",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor",
                        "StatefulSet");
    }

    @Test
    void withTheOptionsOffNothingIsRenderedThatNeedsAnOperator() {
        assertThat(Chart.objects(List.of("addresses.yaml")))
                .allSatisfy(object -> assertThat(object.path("apiVersion").asText())
                        .isIn("v1", "apps/v1", "batch/v1", "policy/v1", "networking.k8s.io/v1"));
    }

    /** The order of hooks is all that says that a database is up to date before a pod starts, and that the job may reach it. */
    @Test
    void migrationsRunBeforeAnythingIsInstalledOrUpgradedAndCanBeRepeated() {
        List<JsonNode> objects = Chart.objects(List.of("addresses.yaml"));
        List<JsonNode> jobs = Chart.ofKind(objects, "Job");
        assertThat(jobs).hasSize(2);
        for (JsonNode job : jobs) {
            String name = job.at("/metadata/name").asText();
            assertThat(name).endsWith("-migrations");
            JsonNode annotations = job.at("/metadata/annotations");
            assertThat(annotations.path(Chart.HOOK).asText()).isEqualTo("pre-install,pre-upgrade");
            assertThat(annotations.path(Chart.HOOK + "-delete-policy").asText()).contains("before-hook-creation");
            for (JsonNode needed : Chart.ofKind(objects, "ServiceAccount", "NetworkPolicy")) {
                if (needed.at("/metadata/name").asText().equals(name)) {
                    JsonNode of = needed.at("/metadata/annotations");
                    assertThat(of.path(Chart.HOOK)).isEqualTo(annotations.path(Chart.HOOK));
                    assertThat(of.path(Chart.HOOK + "-weight").asInt())
                            .isLessThan(annotations.path(Chart.HOOK + "-weight").asInt());
                }
            }
        }
    }

    /** Replicas said by the chart would undo at each upgrade what the scaler has found. */
    @Test
    void whoIsScaledIsNotToldItsReplicas() {
        List<JsonNode> objects = Chart.objects(List.of("all-on.yaml"));
        Chart.ofKind(objects, "Deployment", "StatefulSet")
                .forEach(workload -> assertThat(workload.at("/spec/replicas").isMissingNode())
                        .as(Chart.name(workload))
                        .isTrue());
        Chart.ofKind(objects, "HorizontalPodAutoscaler", "ScaledObject")
                .forEach(scaler -> assertThat(objects.stream().map(Chart::name))
                        .contains(scaler.at("/spec/scaleTargetRef/kind").asText() + "/"
                                + scaler.at("/spec/scaleTargetRef/name").asText()));
    }

    @Test
    void uploadsThatOutliveTheirPodHaveAVolumeForEachReplica() {
        List<JsonNode> objects = Chart.objects(
                List.of("addresses.yaml"),
                Map.of("ingest.imports.persistence.enabled", true, "ingest.imports.persistence.size", "7Gi"));
        JsonNode ingest = Chart.ofKind(objects, "StatefulSet").getFirst();
        assertThat(ingest.at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText())
                .isEqualTo("7Gi");
        assertThat(Chart.ofKind(objects, "Deployment")).hasSize(2);
    }
}
