package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database goes away in the middle and comes back: nothing is lost, nothing is told twice, nobody has to do anything. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String maintenance =
            Outlay.config("quarkus.datasource.jdbc.url").replace("/alert", "/postgres");

    @AfterEach
    void close() {
        database("alter database alert allow_connections true");
        receiver.close();
        outlay.close();
        http.close();
    }

    private void database(String... statements) {
        try (Connection connection = DriverManager.getConnection(maintenance, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void takeDatabaseAway() {
        database(
                "alter database alert allow_connections false",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'alert'");
    }

    private HttpResponse<String> readiness() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(Outlay.config("test.management.url") + "/health/ready"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void crossingsWaitForTheDatabaseAndHealthSaysWhatIsWrong() throws Exception {
        String group = Groups.at(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()))
                        .status())
                .isEqualTo(201);
        takeDatabaseAway();
        List<Crossings> told = IntStream.range(0, 20)
                .mapToObj(i -> Crossings.crossing().groups(group))
                .toList();
        told.forEach(outlay::tell);
        await().atMost(SOON).until(() -> readiness().statusCode() == 503);
        assertThat(readiness().body())
                .containsPattern("PostgreSQL at 127.0.0.1:\\d+ (refuses|is not reachable|does not answer)")
                .containsPattern(
                        "since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ: crossings wait in Kafka; nothing is lost")
                .doesNotContain("Exception", "postgres:");
        Outlay.Answer answer = outlay.admin("GET", group + Groups.VERSION, null);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ServiceUnavailable");
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body().at("/error/message").asText())
                .contains(answer.response()
                        .headers()
                        .firstValue("x-ms-request-id")
                        .orElseThrow());
        assertThat(receiver.messages()).isEmpty();

        database("alter database alert allow_connections true");
        await().atMost(SOON).until(() -> receiver.messages().size() >= 20);
        await().atMost(SOON).untilAsserted(() -> assertThat(told)
                .allSatisfy(crossing -> assertThat(outlay.states(crossing.id())).containsExactly("webhook Delivered")));
        assertThat(receiver.messages().stream().map(message -> UUID.fromString(message.header("webhook-id"))))
                .hasSize(20)
                .doesNotHaveDuplicates();
        await().atMost(SOON).until(() -> readiness().statusCode() == 200);
        assertThat(outlay.sql("select 1 from unreadable_event where reason like 'cannot be stored%'"))
                .isEmpty();
    }

    @Test
    void whatWasSentWhenTheDatabaseWentAwayIsRecordedWhenItIsBackAndNotSentAgain() throws Exception {
        String group = Groups.webhook(outlay, receiver.uri());
        receiver.doingBeforeAnswer(this::takeDatabaseAway);
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        await().atMost(SOON).until(() -> readiness().statusCode() == 503);
        await().pollDelay(Duration.ofSeconds(8))
                .atMost(SOON)
                .until(() -> receiver.messages().size() == 1);

        database("alter database alert allow_connections true");
        outlay.awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
    }
}
