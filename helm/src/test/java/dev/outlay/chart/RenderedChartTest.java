package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            List<JsonNode> needed = Chart.ofKind(objects, "ServiceAccount", "NetworkPolicy").stream()
                    .filter(object -> object.at("/metadata/name").asText().equals(name))
                    .toList();
            assertThat(needed).as("what %s needs", name).hasSize(2);
            for (JsonNode object : needed) {
                JsonNode of = object.at("/metadata/annotations");
                assertThat(of.path(Chart.HOOK)).isEqualTo(annotations.path(Chart.HOOK));
                assertThat(of.path(Chart.HOOK + "-weight").asInt())
                        .isLessThan(annotations.path(Chart.HOOK + "-weight").asInt());
            }
            assertThat(job.at("/spec/template/spec/serviceAccountName").asText())
                    .isEqualTo(name);
            assertThat(job.at("/spec/template/spec/restartPolicy").asText()).isEqualTo("Never");
            JsonNode service =
                    Objects.requireNonNull(Chart.pods(objects).get("Deployment/" + name.replace("-migrations", "")));
            assertThat(job.at("/spec/template/spec/containers/0/image")).isEqualTo(service.at("/containers/0/image"));
            List<JsonNode> variables = variables(job.at("/spec/template/spec"));
            assertThat(variables)
                    .contains(Chart.documents("{name: OUTLAY_MIGRATE_AND_EXIT, value: 'true'}")
                            .getFirst());
            // It migrates the database that the pods are given, as the user that they are.
            assertThat(variables)
                    .containsAll(variables(service).stream()
                            .filter(variable -> variable.path("name").asText().startsWith("OUTLAY_DATABASE_"))
                            .toList());
        }
    }

    private static List<JsonNode> variables(JsonNode pod) {
        List<JsonNode> variables = new ArrayList<>();
        pod.at("/containers/0/env").forEach(variables::add);
        return variables;
    }

    /** A port, a path or a name that is wrong here is a service that nobody reaches, and no type of Kubernetes' says so. */
    @ParameterizedTest
    @MethodSource("installations")
    void everyWayToAPodLeadsToAPortThatItOpens(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        Map<String, JsonNode> services = new HashMap<>();
        for (JsonNode service : Chart.ofKind(objects, "Service")) {
            services.put(service.at("/metadata/name").asText(), service);
            JsonNode pod = Chart.pods(objects).entrySet().stream()
                    .filter(entry -> entry.getKey()
                            .endsWith("/" + service.at("/metadata/name").asText()))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            List<String> opened = named(pod.at("/containers/0/ports"));
            assertThat(named(service.at("/spec/ports"))).as(Chart.name(service)).isEqualTo(opened);
            assertThat(service.at("/spec/ports").findValuesAsText("targetPort"))
                    .as(Chart.name(service))
                    .isEqualTo(opened);
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode asked = pod.at("/containers/0/" + probe + "/httpGet");
                assertThat(asked.path("port").asText()).as(probe).isEqualTo("management");
                assertThat(asked.path("path").asText())
                        .as(probe)
                        .isEqualTo(probe.equals("readinessProbe") ? "/q/health/ready" : "/q/health/live");
            }
        }
        assertThat(services).hasSize(3);
        for (JsonNode ingress : Chart.ofKind(objects, "Ingress")) {
            ingress.at("/spec/rules/0/http/paths").forEach(path -> {
                JsonNode backend = path.at("/backend/service");
                assertThat(services).containsKey(backend.path("name").asText());
                assertThat(backend.at("/port/name").asText()).isEqualTo("http");
            });
        }
        for (JsonNode monitor : Chart.ofKind(objects, "ServiceMonitor")) {
            assertThat(services.values()).allSatisfy(service -> {
                JsonNode labels = service.at("/metadata/labels");
                assertThat(monitor.at("/spec/selector/matchLabels").properties())
                        .isNotEmpty()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
                assertThat(labels.has(monitor.path("spec").path("jobLabel").asText()))
                        .isTrue();
                assertThat(named(service.at("/spec/ports")))
                        .contains(monitor.at("/spec/endpoints/0/port").asText());
            });
        }
    }

    private static List<String> named(JsonNode ports) {
        return ports.findValuesAsText("name");
    }

    /** Replicas said by the chart would undo at each upgrade what the scaler has found. */
    @Test
    void whoIsScaledIsNotToldItsReplicas() {
        List<JsonNode> objects = Chart.objects(List.of("all-on.yaml"));
        List<JsonNode> workloads = Chart.ofKind(objects, "Deployment", "StatefulSet");
        assertThat(workloads).hasSize(3).allSatisfy(workload -> assertThat(
                        workload.path("spec").has("replicas"))
                .as(Chart.name(workload))
                .isFalse());
        assertThat(Chart.ofKind(objects, "HorizontalPodAutoscaler", "ScaledObject").stream()
                        .map(scaler -> scaler.at("/spec/scaleTargetRef/kind").asText() + "/"
                                + scaler.at("/spec/scaleTargetRef/name").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        workloads.stream().map(Chart::name).toList());
        assertThat(Chart.ofKind(Chart.objects(List.of("addresses.yaml")), "Deployment"))
                .hasSize(3)
                .allSatisfy(workload -> assertThat(workload.at("/spec/replicas").asInt())
                        .as(Chart.name(workload))
                        .isEqualTo(2));
    }

    /** A file that was answered 202 waits in the pod that took it: a scaler that took that pod away would lose or hide it. */
    @ParameterizedTest
    @MethodSource("installations")
    void nothingTakesAReplicaOfTheIngestServiceAwayByItself(List<String> values) {
        for (JsonNode scaler : Chart.ofKind(Chart.objects(values), "HorizontalPodAutoscaler")) {
            boolean ofIngest = Chart.name(scaler).endsWith("-ingest");
            assertThat(scaler.at("/spec/behavior/scaleDown/selectPolicy").asText("Max"))
                    .as(Chart.name(scaler))
                    .isEqualTo(ofIngest ? "Disabled" : "Max");
        }
        assertThat(Chart.ofKind(Chart.objects(values), "ScaledObject"))
                .noneMatch(scaler -> Chart.name(scaler).endsWith("-ingest"));
    }

    @Test
    void exportsGoToTheClaimThatIsNamedAndToNoneWhereThatIsLeftOut() {
        JsonNode with = Chart.pods(
                        Chart.objects(List.of("addresses.yaml"), Map.of("budget.exports.claim", "outlay-exports")))
                .entrySet()
                .stream()
                .filter(pod -> pod.getKey().endsWith("-budget"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(with.path("volumes").findValuesAsText("claimName")).containsExactly("outlay-exports");
        assertThat(with.toString()).contains("/var/lib/outlay/exports");
        assertThat(Chart.objects(List.of("addresses.yaml")).toString()).doesNotContain("OUTLAY_EXPORTS_FOLDER");
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
