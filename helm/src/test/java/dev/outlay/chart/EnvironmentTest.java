package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services understand what the chart tells them. */
class EnvironmentTest {

    static Stream<List<String>> installations() {
        return Chart.INSTALLATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyVariableIsOneThatTheServiceKnows(List<String> values) {
        Map<String, ServiceSettings> settings = new HashMap<>();
        Chart.pods(Chart.objects(values)).forEach((name, pod) -> {
            String service = serviceOf(name);
            if (!service.isEmpty()) {
                ServiceSettings known = settings.computeIfAbsent(service, ServiceSettings::of);
                List<String> variables = new ArrayList<>();
                pod.at("/containers/0/env")
                        .forEach(variable -> variables.add(variable.path("name").asText()));
                assertThat(variables).as(name).hasSizeGreaterThan(5).doesNotHaveDuplicates();
                assertThat(variables).as(name).allMatch(known::knows);
            }
        });
        assertThat(settings).containsOnlyKeys(all());
    }

    @Test
    void aVariableThatNobodyKnowsWouldBeFound() {
        ServiceSettings budget = ServiceSettings.of("budget");
        assertThat(budget.knows("OUTLAY_STREAM_CONSUMERS")).isTrue();
        assertThat(budget.knows("OUTLAY_EVALUATION_LATE_DAYS")).isTrue();
        assertThat(budget.knows("KAFKA_SASL_JAAS_CONFIG")).isTrue();
        assertThat(budget.knows("OUTLAY_STREAM_CONSUMER")).isFalse();
        assertThat(budget.knows("OUTLAY_SMTP_HOST")).isFalse();
        assertThat(budget.knows("KAFKA_SASL_PASSWORD")).isFalse();
        assertThat(ServiceSettings.of("alert").knows("OUTLAY_DELIVERY_IN_FLIGHT"))
                .isTrue();
        assertThat(ServiceSettings.of("ingest").knows("OUTLAY_IMPORT_DIRECTORY"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "budget", "alert"})
    void portsAreThoseThatTheServiceListensOn(String service) {
        List<JsonNode> objects = Chart.objects(List.of("all-on.yaml"));
        ServiceSettings settings = ServiceSettings.of(service);
        JsonNode pod = Chart.pods(objects).entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/costs-" + service))
                .findFirst()
                .orElseThrow()
                .getValue();
        Map<String, String> ports = new HashMap<>();
        pod.at("/containers/0/ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asText()));
        assertThat(ports)
                .containsEntry("http", settings.defaultOf("OUTLAY_HTTP_PORT"))
                .containsEntry("management", settings.defaultOf("OUTLAY_MANAGEMENT_PORT"));
        if (service.equals("budget")) {
            assertThat(ports).containsEntry("https", settings.defaultOf("OUTLAY_TLS_PORT"));
        }
    }

    /** What a service does after SIGTERM has to be over when Kubernetes ends it by force. */
    @ParameterizedTest
    @MethodSource("installations")
    void aPodIsGivenTheTimeThatItsEndTakes(List<String> values) {
        List<String> ending = new ArrayList<>();
        Chart.pods(Chart.objects(values)).forEach((name, pod) -> {
            Map<String, String> environment = environment(pod);
            if (environment.containsKey("OUTLAY_SHUTDOWN_DELAY")) {
                ending.add(serviceOf(name));
                Duration delay = Duration.parse("PT" + environment.get("OUTLAY_SHUTDOWN_DELAY"));
                Duration drain = Duration.parse("PT" + environment.get("OUTLAY_SHUTDOWN_DRAIN"));
                assertThat(Duration.ofSeconds(
                                pod.path("terminationGracePeriodSeconds").asLong()))
                        .as(name)
                        .isGreaterThanOrEqualTo(delay.plus(drain).plusSeconds(10));
            }
        });
        assertThat(ending).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void withMigrationsAsAJobNoPodMigratesAtItsStartAndOtherwiseEachDoes() {
        assertThat(migrating(List.of("addresses.yaml"))).containsExactly("false", "false");
        assertThat(migrating(List.of("all-on.yaml"))).containsExactly("true", "true");
    }

    private static List<String> migrating(List<String> values) {
        return Chart.pods(Chart.objects(values)).values().stream()
                .map(EnvironmentTest::environment)
                .filter(environment -> environment.containsKey("OUTLAY_MIGRATE_AT_START"))
                .map(environment -> environment.get("OUTLAY_MIGRATE_AT_START"))
                .toList();
    }

    private static Map<String, String> environment(JsonNode pod) {
        Map<String, String> environment = new HashMap<>();
        pod.at("/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    private static List<String> all() {
        return List.of("ingest", "budget", "alert");
    }

    /** {@code Deployment/costs-outlay-budget} and {@code Job/costs-outlay-budget-migrations} are of budget. */
    private static String serviceOf(String name) {
        return all().stream()
                .filter(service -> name.replace("-migrations", "").endsWith("-" + service))
                .findFirst()
                .orElse("");
    }
}
