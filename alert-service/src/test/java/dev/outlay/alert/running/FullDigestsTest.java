package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No message is longer than whoever receives it was told that it can be. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class FullDigestsTest {

    private static final int ALERTS = 260;

    private final Outlay outlay = new Outlay();

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void aDigestThatHasAHundredAlertsIsClosedAndTheNextOpenAnother() {
        String group = Groups.webhook(outlay, "http://127.0.0.2:9/");
        for (int each = 0; each < ALERTS; each++) {
            outlay.tell(Crossings.crossing().groups(group).with("telling", "digest"));
        }

        String counts = "select count(*) from delivery d join delivery_alert a on a.delivery_id = d.id"
                + " join action_group g on g.id = d.group_id where " + Webhooks.named(group) + " group by d.id";
        List<Integer> sizes = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> outlay.sql(counts).stream().map(Integer::parseInt).toList(),
                        found -> found.stream().mapToInt(Integer::intValue).sum() == ALERTS);

        assertThat(sizes).allMatch(size -> size <= 149).hasSizeBetween(2, 3);
        assertThat(sizes.stream().filter(size -> size < 100).toList())
                .as("one is open")
                .hasSizeLessThanOrEqualTo(1);

        String ofGroup = " from action_group g where g.id = d.group_id and " + Webhooks.named(group);
        String largest = outlay.sql(
                        counts.replace("select count(*)", "select d.id") + " order by count(*) desc limit 1")
                .getFirst();
        outlay.sql("update delivery d set bundle = d.bundle || ' full ' || d.id" + ofGroup + " and d.id <> '" + largest
                + "'");
        outlay.sql("update delivery d set bundle = replace(d.bundle, ' ' || d.id, '') where d.id = '" + largest + "'");
        outlay.tell(Crossings.crossing().groups(group).with("telling", "digest"));

        await().atMost(Duration.ofSeconds(30)).until(() -> outlay.sql(counts).size() == sizes.size() + 1);
        assertThat(outlay.sql("select count(*) from delivery_alert where delivery_id = '" + largest + "'"))
                .as("what was full, and open all the same, takes no more")
                .containsExactly(Integer.toString(
                        sizes.stream().mapToInt(Integer::intValue).max().orElseThrow()));
    }
}
