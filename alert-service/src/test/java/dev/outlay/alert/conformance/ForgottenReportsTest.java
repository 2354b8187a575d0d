package dev.outlay.alert.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.alert.conformance.ConformanceRunsTable.Taken;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports are kept for a month, and runs that a replica gives back are taken up by another. */
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

    @Test
    void aRunThatIsGivenBackIsTakenUpAtOnceAndThatOfAnotherIsNot() throws Exception {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            Taken own = taken(statement);
            Taken other = taken(statement);
            Taken lost = new Taken(
                    other.id(), UUID.randomUUID(), other.group(), "hook", "x", other.claims(), other.createdAt());

            conduct.release(List.of(own, lost));

            await().until(() -> count(
                            statement,
                            "conformance_run where id = '" + own.id()
                                    + "' and state = 'Interrupted' and reason = 'webhook-not-found'")
                    == 1);
            assertThat(count(
                            statement,
                            "conformance_run where id = '" + other.id() + "' and state = 'Running' and claim = '"
                                    + other.claim() + "'"))
                    .isOne();
            statement.execute("delete from conformance_run where id = '" + other.id() + "'");
        }
    }

    /** One that was taken up as often as may be, by somebody whose claim holds for long. */
    private Taken taken(Statement statement) throws Exception {
        Taken taken =
                new Taken(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "hook", "x", 3, clock.instant());
        statement.execute(
                "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, claim,"
                        + " claimed_until, claims, created_at) values ('" + taken.id() + "', '" + taken.group()
                        + "', 'hook', 'x', 'x', 'CloudEvents', 'Running', 'x', '" + taken.claim()
                        + "', timestamptz '2999-01-01', 3, '" + taken.createdAt() + "')");
        return taken;
    }

    private static int count(Statement statement, String rows) throws Exception {
        try (ResultSet counted = statement.executeQuery("select count(*) from " + rows)) {
            counted.next();
            return counted.getInt(1);
        }
    }
}
