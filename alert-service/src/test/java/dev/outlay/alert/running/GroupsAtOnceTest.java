package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests for action groups at the same time: each is answered, and soon, and no transaction stays open. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GroupsAtOnceTest {

    private static final int GROUPS = 160;
    private static final int CALLERS = 8;
    private static final int NO_ANSWER = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Shorter than the database bears a transaction in which nothing is asked for. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Outlay outlay = new Outlay();
    private final String account = "at-once-" + People.id();

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void eachOfManyGroupsIsMadeAndReplacedAndDeleted() {
        List<String> groups = IntStream.range(0, GROUPS)
                .mapToObj(number -> Groups.at(account))
                .toList();

        assertThat(atOnce(groups.stream().map(group -> put(group, "first")))).isEqualTo(Map.of(201, GROUPS));
        assertThat(atOnce(groups.stream().map(group -> put(group, "second")))).isEqualTo(Map.of(200, GROUPS));
        assertThat(kept()).isEqualTo(Integer.toString(GROUPS));
        assertThat(atOnce(groups.stream().map(this::delete))).isEqualTo(Map.of(200, GROUPS));

        assertThat(kept()).isEqualTo("0");
        assertNoTransactionIsOpen();
    }

    @Test
    void oneGroupThatManyPutAndDeleteAnswersEachOfThem() {
        String group = Groups.at(account);

        Map<Integer, Integer> statuses = atOnce(IntStream.range(0, GROUPS)
                .mapToObj(number -> number % 2 == 0 ? put(group, Integer.toString(number)) : delete(group)));

        assertThat(statuses).containsOnlyKeys(200, 201, 204);
        assertThat(kept()).isIn("0", "1");
        assertNoTransactionIsOpen();
    }

    private Callable<Integer> put(String group, String hook) {
        String body = Groups.webhookBody("https://hooks.example/" + hook);
        return () -> outlay.admin("PUT", group + Groups.VERSION, body).status();
    }

    private Callable<Integer> delete(String group) {
        return () -> outlay.admin("DELETE", group + Groups.VERSION, null).status();
    }

    /** How many of the requests got which status. */
    private static Map<Integer, Integer> atOnce(Stream<Callable<Integer>> requests) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            callers.invokeAll(requests.toList(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach(each -> statuses.merge(status(each), 1, Integer::sum));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return statuses;
    }

    private static int status(Future<Integer> request) {
        return request.state() == Future.State.SUCCESS ? request.resultNow() : NO_ANSWER;
    }

    private String kept() {
        return outlay.sql("select count(*) from action_group where owner_id like '%/" + account + "'")
                .getFirst();
    }

    private void assertNoTransactionIsOpen() {
        await().atMost(SOON).until(() -> outlay.sql("select query from pg_stat_activity where datname = 'alert'"
                        + " and state like 'idle in transaction%'")
                .isEmpty());
    }
}
