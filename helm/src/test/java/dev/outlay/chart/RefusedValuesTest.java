package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot work are refused before anything is installed, with a message that says where and what to do. */
class RefusedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    budget.replicas                  | two          | at '/budget/replicas': got string, want integer
                    budget.replicas                  | 0            | at '/budget/replicas': minimum: got 0, want 1
                    budget.replicaz                  | 2            | at '/budget': additional properties 'replicaz' not allowed
                    kafka.bootstrapServers           | kafka        | at '/kafka/bootstrapServers': 'kafka' does not match pattern
                    kafka.sasl.mechanism             | GSSAPI       | at '/kafka/sasl/mechanism': value must be one of '', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'
                    postgresql.port                  | 70000        | at '/postgresql/port': maximum: got 70,000, want 65,535
                    postgresql.tls.mode              | require      | at '/postgresql/tls/mode': value must be one of 'disable', 'verify-full'
                    publicUrl                        | outlay       | at '/publicUrl': 'outlay' does not match pattern
                    ingest.resources.limits.memory   | much         | at '/ingest/resources/limits/memory': 'much' does not match pattern
                    alert.webhookAllowedNetworks[0]  | 10.0.0.0     | at '/alert/webhookAllowedNetworks/0': '10.0.0.0' does not match pattern
                    alert.webhookAllowedPorts[0]     | http         | at '/alert/webhookAllowedPorts/0': 'http' does not match pattern
                    tokens.roles.mapping.Finance     | Owner        | at '/tokens/roles/mapping/Finance': value must be one of 'GlobalAdmin', 'AdminAgent', 'BillingAdmin', 'CostPublisher'
                    tokens.roles.claims[0]           | a b          | at '/tokens/roles/claims/0': 'a b' does not match pattern
                    tokens.roles.billingAdmin        | maybe        | at '/tokens/roles/billingAdmin': got string, want boolean
                    partner.publisherTenants[0]      | a b          | at '/partner/publisherTenants/0': 'a b' does not match pattern
                    tokens.issuer                    | http://{a}   | at '/tokens/issuer': 'http://{a}' does not match pattern
                    tokens.tenants[0]                | a b          | at '/tokens/tenants/0': 'a b' does not match pattern
                    traces.endpoint                  | collector    | at '/traces/endpoint': 'collector' does not match pattern
                    traces.endpoint                  | http://a:b@c | at '/traces/endpoint': 'http://a:b@c' does not match pattern
                    traces.ratio                     | 2            | at '/traces/ratio': maximum: got 2, want 1
                    logs.format                      | xml          | at '/logs/format': value must be one of 'json', 'text'
                    networkPolicies.enabled          | true         | additional properties 'networkPolicies' not allowed
                    """)
    void theSchemaSaysWhereAValueIsWrong(String key, String value, String message) {
        assertThatThrownBy(() -> Chart.objects(List.of("addresses.yaml"), Map.of(key, value)))
                .hasMessageContaining(message);
    }

    @Test
    void whatIsMissingIsToldAllAtOnceAndWithWhatToDo() {
        assertThatThrownBy(() -> Chart.objects(List.of()))
                .hasMessageContaining("kafka.bootstrapServers is empty: give the brokers as host:port")
                .hasMessageContaining("postgresql.host is empty")
                .hasMessageContaining("postgresql.budget.secret.name is empty")
                .hasMessageContaining("postgresql.alert.secret.name is empty")
                .hasMessageContaining("tokens.oidcServer and tokens.publicKeySecret.name are both empty")
                .hasMessageContaining("partner.tenant is empty")
                .hasMessageContaining("smtp.host is empty")
                .hasMessageContaining("alert.secretKeySecret.name is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kafka.sasl.mechanism          | PLAIN       | kafka.sasl.jaasSecret.name is empty
                    kafka.tls.clientSecret.name   | certificate | kafka.tls.clientSecret is given and kafka.tls.enabled is false
                    postgresql.tls.mode           | verify-full | postgresql.tls.caSecret.name is empty
                    tokens.publicKeySecret.name   | key         | tokens.oidcServer and tokens.publicKeySecret.name are both given
                    ingress.enabled               | true        | ingress.host is empty
                    gateway.enabled               | true        | gateway.parentRefs is empty
                    cloudNativePg.enabled         | true        | set migrations.mode to at-start
                    """)
    void valuesThatDoNotGoTogetherAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> Chart.objects(List.of("addresses.yaml"), Map.of(key, value)))
                .hasMessageContaining(message);
    }

    @Test
    void twoScalersOfOneServiceAreRefused() {
        assertThatThrownBy(() -> Chart.objects(
                        List.of("addresses.yaml"),
                        Map.of("budget.autoscaling.enabled", true, "budget.keda.enabled", true)))
                .hasMessageContaining("budget.autoscaling and budget.keda are both enabled");
    }

    @Test
    void whatIsAskedForAndNothingElseIsEnough() {
        assertThat(Chart.objects(List.of("addresses.yaml"))).isNotEmpty();
    }
}
