package dev.outlay.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path ROOT = Path.of("/repository");

    @TempDir
    Path data = Path.of("/unset");

    @Test
    void nothing_said_means_the_documented_ports_and_a_durable_database() {
        Settings settings = Settings.of(ROOT, Map.of());
        assertThat(settings.port(Port.BUDGET)).isEqualTo(8080);
        assertThat(settings.port(Port.INGEST)).isEqualTo(8081);
        assertThat(settings.port(Port.ALERT)).isEqualTo(8082);
        assertThat(settings.port(Port.KAFKA)).isEqualTo(9092);
        assertThat(settings.port(Port.POSTGRES)).isEqualTo(15432);
        assertThat(settings.port(Port.SMTP)).isEqualTo(1025);
        assertThat(settings.port(Port.INBOX)).isEqualTo(8025);
        assertThat(settings.durable()).isTrue();
        assertThat(settings.smtpHost()).isNull();
        assertThat(settings.data()).isEqualTo(Path.of("/repository/deploy/local/.data"));
        assertThat(settings.listened()).contains(Port.SMTP);
    }

    @Test
    void every_port_is_moved_by_its_variable_and_the_data_folder_by_its_own() {
        Settings settings = Settings.of(
                ROOT,
                Map.of("OUTLAY_BUDGET_PORT", "18080", "OUTLAY_DATA", "/elsewhere", "OUTLAY_POSTGRES_DURABLE", "false"));
        assertThat(settings.url(Port.BUDGET)).isEqualTo("http://127.0.0.1:18080");
        assertThat(settings.data()).isEqualTo(Path.of("/elsewhere"));
        assertThat(settings.durable()).isFalse();
    }

    @Test
    void with_a_mail_server_of_ones_own_none_is_listened_for() {
        Settings settings = Settings.of(ROOT, Map.of("OUTLAY_SMTP_HOST", "mail.example.com", "OUTLAY_SMTP_PORT", "25"));
        assertThat(settings.smtpHost()).isEqualTo("mail.example.com");
        assertThat(settings.port(Port.SMTP)).isEqualTo(25);
        assertThat(settings.listened()).doesNotContain(Port.SMTP);
    }

    @Test
    void the_front_door_listens_with_tls_only_where_that_is_asked_for() {
        Map<String, String> moved = Map.of("OUTLAY_INBOX_PORT", "8443");
        assertThat(Settings.of(ROOT, moved).listened()).doesNotContain(Port.BUDGET_TLS);
        assertThatThrownBy(() -> Settings.of(ROOT, moved, true))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("OUTLAY_BUDGET_TLS_PORT and OUTLAY_INBOX_PORT are both 8443");
        Settings settings = Settings.of(ROOT, Map.of(), true);
        assertThat(settings.listened()).contains(Port.BUDGET_TLS);
        assertThat(settings.tlsUrl()).isEqualTo("https://localhost:8443");
    }

    @Test
    void every_variable_that_cannot_be_used_is_named_at_once() {
        assertThatThrownBy(() -> Settings.of(
                        ROOT,
                        Map.of(
                                "OUTLAY_KAFKA_PORT", "many",
                                "OUTLAY_INBOX_PORT", "70000",
                                "OUTLAY_BUDGET_PORT", "8081")))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("OUTLAY_KAFKA_PORT is 'many'")
                .hasMessageContaining("OUTLAY_INBOX_PORT is '70000'")
                .hasMessageContaining("OUTLAY_BUDGET_PORT and OUTLAY_INGEST_PORT are both 8081");
    }

    @Test
    void the_networks_that_webhooks_may_reach_are_the_users_where_he_says_any() {
        assertThat(networksOfAlertService(Map.of())).isEqualTo("127.0.0.0/8");
        assertThat(networksOfAlertService(Map.of("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "10.1.0.0/16")))
                .isEqualTo("10.1.0.0/16");
        assertThat(networksOfAlertService(Map.of("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "")))
                .as("none, said with an empty value")
                .isEmpty();
    }

    private String networksOfAlertService(Map<String, String> environment) {
        Map<String, String> withData = new HashMap<>(environment);
        withData.put("OUTLAY_DATA", data.toString());
        return new Parts(Settings.of(ROOT, withData))
                .alert()
                .environment()
                .getOrDefault("OUTLAY_WEBHOOK_ALLOWED_NETWORKS", "unset");
    }
}
