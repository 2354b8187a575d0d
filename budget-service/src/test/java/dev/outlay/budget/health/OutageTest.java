package dev.outlay.budget.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.KafkaBroker;
import dev.outlay.local.PostgresServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The parts really go away: {@code /q/health/ready} says which, and is well again by itself. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(value = StoppableParts.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // Fields are filled in from outside.
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    /** Set by {@link StoppableParts}. */
    KafkaBroker broker;

    /** Set by {@link StoppableParts}. */
    PostgresServer postgres;

    @BeforeEach
    void allIsWell() {
        awaitStatus(200);
        assertThat(answer().body()).contains("PostgreSQL", "Kafka", "What is watched");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void withoutPostgresqlItSaysSoAndIsReadyAgainWhenItIsBack() {
        int port = URI.create(database.substring("jdbc:".length())).getPort();
        postgres.close();
        awaitStatus(503);
        String down = answer().body();
        assertThat(down)
                .containsPattern(
                        "PostgreSQL at 127.0.0.1:" + port
                                + " is not reachable, since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: charges wait in Kafka; nothing is lost")
                .doesNotContain(StoppableParts.PASSWORD, "postgres:", "Exception", "Kafka at");

        PostgresServer.start(StoppableParts.postgresDirectory(), port, false);
        awaitStatus(200);
    }

    @Test
    void withoutItsTablesItSaysThatMigrationsHaveNotRun() throws SQLException {
        change("alter table flyway_schema_history rename to put_aside");
        awaitStatus(503);
        assertThat(answer().body())
                .contains("its migrations have not run, a restart with OUTLAY_MIGRATE_AT_START=true runs them, since ");

        change("alter table put_aside rename to flyway_schema_history");
        awaitStatus(200);
    }

    @Test
    void withoutABrokerItSaysSoAndIsReadyAgainWhenItIsBack() {
        int port = broker.port();
        broker.close();
        awaitStatus(503);
        assertThat(answer().body())
                .containsPattern(
                        "Kafka at 127.0.0.1:" + port
                                + " is not reachable, since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: alerts wait in the outbox")
                .contains("nothing is lost")
                .doesNotContain("PostgreSQL at");

        // It ends with the JVM: tests that follow want it running.
        KafkaBroker.start(StoppableParts.kafkaDirectory(), port);
        awaitStatus(200);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitStatus(int status) {
        await().atMost(SOON).until(() -> answer().statusCode() == status);
    }

    private HttpResponse<String> answer() {
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
