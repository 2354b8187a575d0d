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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The database's host vanishes without closing a connection: the service notices by itself and goes on over new ones.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = BlackHole.class, restrictToAnnotatedClass = true)
class SilentDatabaseTest {

    /** Of the six seconds that are set here, and of a machine that is busy. */
    private static final Duration BOUNDED = Duration.ofSeconds(30);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    /** From now on every connection that is open is silent, as {@link BlackHole} does it. */
    Runnable swallow = () -> {};

    /** Whether connections that are made from now on work. */
    AtomicBoolean newOnesWork = new AtomicBoolean();

    @AfterEach
    void close() {
        newOnesWork.set(true);
        receiver.close();
        outlay.close();
    }

    @Test
    void turnsAndBatchesThatHungAreMadeAgainAndNothingIsLostOrToldTwice() {
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings before = Crossings.crossing().groups(group);
        outlay.tell(before);
        outlay.awaitStates(before, "webhook Delivered");

        swallow.run();
        List<Crossings> told = IntStream.range(0, 20)
                .mapToObj(i -> Crossings.crossing().groups(group))
                .toList();
        told.forEach(outlay::tell);

        await().atMost(BOUNDED).untilAsserted(() -> assertThat(told)
                .allSatisfy(crossing -> assertThat(outlay.states(crossing.id())).containsExactly("webhook Delivered")));
        assertThat(receiver.messages().stream().map(message -> UUID.fromString(message.header("webhook-id"))))
                .hasSize(21)
                .doesNotHaveDuplicates();
        assertThat(outlay.sql("select 1 from unreadable_event where reason like 'cannot be stored%'"))
                .isEmpty();
        awaitThatThePoolIsFree();
    }

    @Test
    void aServerThatLetsNobodyInIsWaitedForAndUsesUpNoConnections() {
        String group = Groups.webhook(outlay, receiver.uri());
        newOnesWork.set(false);
        swallow.run();
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        for (int i = 0; i < 4; i++) {
            assertThat(outlay.admin("GET", group + Groups.VERSION, null).status())
                    .isEqualTo(503);
        }
        newOnesWork.set(true);
        await().atMost(BOUNDED)
                .untilAsserted(() -> assertThat(outlay.states(crossing.id())).containsExactly("webhook Delivered"));
        awaitThatThePoolIsFree();
    }

    /** What hung gives its place back: of sixteen there would soon be none. */
    private void awaitThatThePoolIsFree() {
        await().atMost(BOUNDED)
                .untilAsserted(() -> assertThat(connectionsInUse()).isLessThan(2));
    }

    private double connectionsInUse() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String metrics = http.send(
                            HttpRequest.newBuilder(URI.create(Outlay.config("test.management.url") + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            List<String> inUse = metrics.lines()
                    .filter(line -> line.startsWith("sql_pool_active{"))
                    .toList();
            assertThat(inUse).as(metrics).hasSize(1);
            return Double.parseDouble(
                    inUse.getFirst().substring(inUse.getFirst().lastIndexOf(' ') + 1));
        }
    }

    @Test
    void anOutcomeWhoseRecordingHungIsRecordedOverANewConnection() {
        String group = Groups.webhook(outlay, receiver.uri());
        receiver.doingBeforeAnswer(swallow);
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        await().atMost(BOUNDED)
                .untilAsserted(() -> assertThat(outlay.states(crossing.id())).containsExactly("webhook Delivered"));
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void aRequestDuringTheSilenceIsAnsweredInTimeAndOneAfterItWorks() {
        String group = Groups.webhook(outlay, receiver.uri());
        swallow.run();
        Outlay.Answer answer = outlay.admin("GET", group + Groups.VERSION, null);
        assertThat(answer.status()).isIn(200, 503);
        await().atMost(BOUNDED)
                .until(() -> outlay.admin("GET", group + Groups.VERSION, null).status() == 200);
    }

    @Test
    void aStatementThatWaitsForTooLongIsCancelledAndItsBatchIsMadeAgain() throws SQLException {
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings crossing = Crossings.crossing().groups(group);
        try (Connection other =
                        DriverManager.getConnection(Outlay.config("quarkus.datasource.jdbc.url"), "postgres", "");
                Statement locking = other.createStatement()) {
            other.setAutoCommit(false);
            locking.execute("lock table alert in access exclusive mode");
            outlay.tell(crossing);
            await().atMost(BOUNDED).until(() -> longestWaitSeconds() > 0);
            await().during(Duration.ofSeconds(4)).atMost(BOUNDED).until(() -> longestWaitSeconds() < 3);
            other.rollback();
        }
        await().atMost(BOUNDED)
                .untilAsserted(() -> assertThat(outlay.states(crossing.id())).containsExactly("webhook Delivered"));
        assertThat(outlay.sql("select 1 from unreadable_event where reason like 'cannot be stored%'"))
                .isEmpty();
    }

    private double longestWaitSeconds() {
        return Double.parseDouble(
                outlay.sql("select coalesce(max(extract(epoch from clock_timestamp() - query_start)), 0)"
                                + " from pg_stat_activity where datname = 'alert' and wait_event_type = 'Lock'")
                        .getFirst());
    }
}
