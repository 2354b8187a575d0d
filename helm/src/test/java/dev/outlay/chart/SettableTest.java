package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people need in a cluster has a value, and the values arrive at the services under the names that these read. */
class SettableTest {

    /** Service, variable, and why the chart has no value for it, separated by tabs. */
    private static final List<String[]> WITHOUT_VALUE = Repository.text(
                    Repository.root().resolve("helm/src/test/resources/without-value.tsv"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t", -1))
            .toList();

    /** A setting that is new is found here by itself: it gets a value, or a line that says why it has none. */
    @ParameterizedTest
    @ValueSource(strings = {"ingest", "budget", "alert"})
    void everyVariableThatAServiceReadsHasAValueOrAReasonToHaveNone(String service) {
        Set<String> without = new TreeSet<>(ServiceSettings.of(service).variables());
        assertThat(without).hasSizeGreaterThan(20);
        for (List<String> values : Chart.INSTALLATIONS) {
            without.removeAll(ofTheChartItself(service, values));
        }
        assertThat(WITHOUT_VALUE.stream()
                        .filter(line -> line[0].equals(service))
                        .map(line -> line[1]))
                .as("variables of %s that the chart cannot set", service)
                .containsExactlyInAnyOrderElementsOf(without);
    }

    @Test
    void everyReasonIsASentence() {
        assertThat(WITHOUT_VALUE).isNotEmpty().allSatisfy(line -> {
            assertThat(line).hasSize(3);
            assertThat(line[2]).hasSizeGreaterThan(15);
        });
    }

    /** With everything on, by service, variable and value; a table of what would otherwise be swapped unseen. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ingest | OUTLAY_KAFKA_BOOTSTRAP         | kafka-bootstrap.kafka:9093
                    ingest | OUTLAY_OIDC_SERVER             | http://keycloak.login:8080/realms/finops
                    ingest | OUTLAY_PARTNER_TENANT          | t
                    ingest | OUTLAY_PUBLISHER_TENANTS       | c,d
                    ingest | OUTLAY_TOKEN_ISSUER            | https://login.example/{tid}/v2.0
                    budget | OUTLAY_TOKEN_ISSUER            | https://login.example/{tid}/v2.0
                    alert  | OUTLAY_TOKEN_ISSUER            | https://login.example/{tid}/v2.0
                    ingest | OUTLAY_TOKEN_TENANTS           | e,f
                    budget | OUTLAY_TOKEN_TENANTS           | e,f
                    alert  | OUTLAY_TOKEN_TENANTS           | e,f
                    ingest | OUTLAY_TOKEN_GUESTS            | true
                    budget | OUTLAY_TOKEN_GUESTS            | true
                    alert  | OUTLAY_TOKEN_GUESTS            | true
                    ingest | OUTLAY_ROLES_CLAIM             | groups,realm_access/roles
                    budget | OUTLAY_ROLES_CLAIM             | groups,realm_access/roles
                    alert  | OUTLAY_ROLES_CLAIM             | groups,realm_access/roles
                    ingest | OUTLAY_ROLES_MAPPING           | 0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01=GlobalAdmin,Finance=BillingAdmin
                    budget | OUTLAY_ROLES_MAPPING           | 0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01=GlobalAdmin,Finance=BillingAdmin
                    alert  | OUTLAY_ROLES_MAPPING           | 0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01=GlobalAdmin,Finance=BillingAdmin
                    ingest | OUTLAY_ROLES_BILLING_ADMIN     | true
                    budget | OUTLAY_ROLES_BILLING_ADMIN     | true
                    alert  | OUTLAY_ROLES_BILLING_ADMIN     | true
                    budget | OUTLAY_METADATA_LOGIN_ENDPOINT | https://login.example
                    budget | OUTLAY_METADATA_AUDIENCE       | api://outlay
                    budget | OUTLAY_METADATA_TENANT         | organizations
                    ingest | OUTLAY_LOG_FORMAT              | text
                    alert  | OUTLAY_LOG_FORMAT              | text
                    ingest | OUTLAY_TRACES_ENDPOINT         | http://collector.observability:4318
                    budget | OUTLAY_TRACES_ENDPOINT         | http://collector.observability:4318
                    ingest | OUTLAY_TRACES_RATIO            | 0.2
                    ingest | OUTLAY_TRACES_FOLLOW_CALLERS   | true
                    alert  | OUTLAY_TRACES_HEADERS          | collector/headers
                    ingest | OUTLAY_SHUTDOWN_DELAY          | 10s
                    ingest | OUTLAY_SHUTDOWN_DRAIN          | 15s
                    budget | OUTLAY_DATABASE_HOST           | costs-postgresql-rw
                    budget | OUTLAY_DATABASE_NAME           | budget
                    alert  | OUTLAY_DATABASE_NAME           | alert
                    budget | OUTLAY_DATABASE_USER           | budget-db/username
                    alert  | OUTLAY_DATABASE_PASSWORD       | alert-db/password
                    budget | OUTLAY_DATABASE_CONNECTIONS    | 20
                    alert  | OUTLAY_DATABASE_CONNECTIONS    | 16
                    alert  | OUTLAY_DATABASE_TLS            | verify-full
                    budget | OUTLAY_INGEST_URL              | http://costs-ingest:8081
                    budget | OUTLAY_ALERT_URL               | http://costs-alert:8082
                    budget | OUTLAY_PUBLIC_URL              | https://outlay.example
                    alert  | OUTLAY_PUBLIC_URL              | https://outlay.example
                    budget | OUTLAY_PARTNER_SUBSCRIPTIONS   | a,b
                    budget | OUTLAY_TRUSTED_PROXIES         | 10.0.0.0/8
                    budget | OUTLAY_EXPORTS_FOLDER          | /var/lib/outlay/exports
                    budget | OUTLAY_STREAM_CONSUMERS        | 2
                    budget | OUTLAY_STREAM_BATCH            | 5000
                    budget | OUTLAY_REQUESTS_PER_MINUTE     | 6000
                    budget | OUTLAY_REQUESTS_AT_ONCE        | 1000
                    budget | OUTLAY_EVALUATION_LATE_DAYS    | 7
                    alert  | OUTLAY_FRONT_DOORS             | 10.0.0.0/8
                    alert  | OUTLAY_WEBHOOK_ALLOWED_NETWORKS| 10.1.0.0/16
                    alert  | OUTLAY_SMTP_HOST               | mail.example
                    alert  | OUTLAY_SMTP_STARTTLS           | REQUIRED
                    alert  | OUTLAY_SMTP_PASSWORD           | mail/password
                    alert  | OUTLAY_SECRET_KEY              | outlay-keys/secret-key
                    alert  | KAFKA_SASL_JAAS_CONFIG         | kafka-user/sasl.jaas.config
                    alert  | KAFKA_SECURITY_PROTOCOL        | SASL_SSL
                    """)
    void whatTheValuesSayArrives(String service, String variable, String value) {
        JsonNode pod = Chart.pods(Chart.objects(List.of("all-on.yaml"))).entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/costs-" + service))
                .findFirst()
                .orElseThrow()
                .getValue();
        Map<String, String> environment = new TreeMap<>();
        pod.at("/containers/0/env")
                .forEach(set -> environment.put(set.path("name").asText(), said(set)));
        assertThat(environment).containsEntry(variable, value);
    }

    private static String said(JsonNode variable) {
        JsonNode secret = variable.at("/valueFrom/secretKeyRef");
        return secret.isMissingNode()
                ? variable.path("value").asText()
                : secret.path("name").asText() + "/" + secret.path("key").asText();
    }

    /** What its pods and its job are told by templates; not what the values pass on in {@code extraEnv}. */
    private static Set<String> ofTheChartItself(String service, List<String> values) {
        Set<String> variables = new TreeSet<>();
        Chart.pods(Chart.objects(values)).forEach((name, pod) -> {
            if (name.replace("-migrations", "").endsWith("-" + service)) {
                pod.at("/containers/0/env")
                        .forEach(variable -> variables.add(variable.path("name").asText()));
            }
        });
        values.stream().flatMap(SettableTest::passedOn).forEach(variables::remove);
        return variables;
    }

    private static Stream<String> passedOn(String file) {
        try {
            return new YAMLMapper()
                    .readTree(Repository.text(Repository.values(file))).findValues("extraEnv").stream()
                            .flatMap(extra -> extra.findValuesAsText("name").stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
