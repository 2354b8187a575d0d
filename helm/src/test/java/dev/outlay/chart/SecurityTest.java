package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No pod may more than it has to: what the Pod Security Standard "restricted" asks for, and no token of Kubernetes in any of them. */
class SecurityTest {

    static Stream<List<String>> installations() {
        return Chart.INSTALLATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyPodIsRestricted(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        Chart.pods(objects).forEach((name, pod) -> {
            assertThat(pod.path("automountServiceAccountToken")).as(name).isEqualTo(json("false"));
            assertThat(pod.path("enableServiceLinks")).as(name).isEqualTo(json("false"));
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
                    .as(name)
                    .isTrue();
            if (!values.contains("all-off.yaml")) {
                assertThat(pod.at("/securityContext/runAsUser").asLong())
                        .as(name)
                        .isGreaterThanOrEqualTo(10_000);
            }
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("hostNetwork").isMissingNode()).as(name).isTrue();
            JsonNode container = pod.at("/containers/0");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation"))
                    .as(name)
                    .isEqualTo(json("false"));
            assertThat(container.at("/securityContext/capabilities/drop"))
                    .as(name)
                    .isEqualTo(json("[\"ALL\"]"));
            assertThat(container.at("/resources/limits/memory").isMissingNode())
                    .as(name)
                    .isFalse();
            assertThat(container.at("/resources/requests/memory").isMissingNode())
                    .as(name)
                    .isFalse();
        });
        Chart.ofKind(objects, "ServiceAccount")
                .forEach(account -> assertThat(account.path("automountServiceAccountToken"))
                        .as(Chart.name(account))
                        .isEqualTo(json("false")));
    }

    /** The root file system is read-only: what is written needs a volume. */
    @ParameterizedTest
    @MethodSource("installations")
    void whatIsWrittenHasAVolume(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        for (JsonNode workload : Chart.ofKind(objects, "Deployment", "StatefulSet", "Job")) {
            JsonNode pod = workload.at("/spec/template/spec");
            List<String> mounted = new ArrayList<>();
            List<String> paths = new ArrayList<>();
            pod.at("/containers/0/volumeMounts").forEach(mount -> {
                mounted.add(mount.path("name").asText());
                paths.add(mount.path("mountPath").asText());
            });
            List<String> volumes = new ArrayList<>();
            pod.path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            workload.at("/spec/volumeClaimTemplates")
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
            assertThat(mounted).as(Chart.name(workload)).containsExactlyInAnyOrderElementsOf(volumes);
            assertThat(paths).as(Chart.name(workload)).contains("/tmp");
            if (Chart.name(workload).endsWith("-ingest")) {
                assertThat(paths).contains("/var/lib/outlay/imports");
            }
        }
    }

    /** Passwords and keys come from secrets that are there already; the chart neither makes nor repeats one. */
    @ParameterizedTest
    @MethodSource("installations")
    void nothingSecretIsInTheChart(List<String> values) {
        List<JsonNode> objects = Chart.objects(values);
        assertThat(Chart.ofKind(objects, "Secret")).isEmpty();
        Chart.pods(objects).forEach((name, pod) -> pod.at("/containers/0/env").forEach(variable -> {
            if (variable.path("name")
                    .asText()
                    .matches(".*(PASSWORD|SECRET|JAAS|KEYSTORE_KEY|PUBLIC_KEY|TRACES_HEADERS).*")) {
                assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                        .as("%s in %s", variable.path("name"), name)
                        .isNotEmpty();
            }
        }));
    }

    @Test
    void everyPodOfOutlayHasANetworkPolicyOfBothDirections() {
        List<JsonNode> policies = Chart.ofKind(Chart.objects(List.of("addresses.yaml")), "NetworkPolicy");
        TreeSet<String> components = new TreeSet<>();
        for (JsonNode policy : policies) {
            components.add(policy.at("/spec/podSelector/matchLabels")
                    .path("app.kubernetes.io/component")
                    .asText());
            assertThat(policy.at("/spec/policyTypes"))
                    .as(Chart.name(policy))
                    .isEqualTo(json("[\"Ingress\",\"Egress\"]"));
        }
        assertThat(components).containsExactly("alert", "alert-migrations", "budget", "budget-migrations", "ingest");
    }

    @Test
    void portsOfKafkaAndOfTheTokensServerAreTakenFromTheirAddresses() {
        JsonNode ingest = Chart.ofKind(Chart.objects(List.of("addresses.yaml")), "NetworkPolicy").stream()
                .filter(policy -> Chart.name(policy).endsWith("-ingest"))
                .findFirst()
                .orElseThrow();
        List<Integer> ports = new ArrayList<>();
        ingest.at("/spec/egress").findValues("port").forEach(port -> ports.add(port.asInt()));
        assertThat(ports).containsExactly(53, 53, 9092, 9093, 443);
    }

    @Test
    void theCollectorOfTracesIsReachedByTheServicesAloneAndOnlyWhereThereIsOne() {
        for (JsonNode policy : Chart.ofKind(Chart.objects(List.of("all-on.yaml")), "NetworkPolicy")) {
            List<JsonNode> ways = waysTo(policy, 4318);
            assertThat(ways).as(Chart.name(policy)).hasSize(Chart.name(policy).contains("migrations") ? 0 : 1);
            assertThat(ways).allSatisfy(way -> assertThat(way.path("to")).isEqualTo(json("[{namespaceSelector: {}}]")));
        }
        assertThat(Chart.ofKind(Chart.objects(List.of("addresses.yaml")), "NetworkPolicy"))
                .allSatisfy(policy -> assertThat(waysTo(policy, 4318)).isEmpty());
        Chart.pods(Chart.objects(List.of("addresses.yaml"))).values().forEach(pod -> assertThat(
                        pod.findValuesAsText("name"))
                .noneMatch(name -> name.startsWith("OUTLAY_TRACES")));
    }

    private static List<JsonNode> waysTo(JsonNode policy, int port) {
        return policy.at("/spec/egress")
                .valueStream()
                .filter(way -> way.findValues("port").stream().anyMatch(each -> each.asInt() == port))
                .toList();
    }

    private static JsonNode json(String text) {
        return Chart.documents(text.equals("false") ? "{a: false}" : "{a: " + text + "}")
                .getFirst()
                .path("a");
    }
}
