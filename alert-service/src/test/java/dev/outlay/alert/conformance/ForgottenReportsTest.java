package dev.outlay.alert.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.alert.running.Parts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports are kept for a month. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ForgottenReportsTest {

    @Inject
    ConductConformance conduct;

    @Inject
    Clock clock;

    private UUID report(Statement statement, Duration age) throws Exception {
        UUID id = UUID.randomUUID();
        Instant created = clock.instant().minus(age);
        statement.execute(
                "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, created_at, finished_at)"
                        + " values ('" + id
                        + "', gen_random_uuid(), 'hook', 'x', 'https://hooks.example:443', 'CloudEvents', 'Completed', 'x', '"
                        + created + "', '" + created + "')");
        statement.execute("insert into conformance_case values ('" + id + "', 0, 'signed', 'Passed', null, '[]')");
        return id;
    }

    @Test
    void whatIsOlderGoesWithItsCasesAndWhatIsNotStays() throws Exception {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            UUID old = report(statement, ConductConformance.KEPT.plusMinutes(1));
            UUID young = report(statement, ConductConformance.KEPT.minusMinutes(1));

            conduct.forget();

            await().until(() -> count(statement, "conformance_run where id = '" + old + "'") == 0);
            assertThat(count(statement, "conformance_case where run_id = '" + old + "'"))
                    .isZero();
            assertThat(count(statement, "conformance_case where run_id = '" + young + "'"))
                    .isOne();
        }
    }

    private static int count(Statement statement, String rows) throws Exception {
        try (ResultSet counted = statement.executeQuery("select count(*) from " + rows)) {
            counted.next();
            return counted.getInt(1);
        }
    }
}
