package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator sends again what an outage has left behind: all of it at once, and nothing else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReplayTest {

    private static final String PATH = "/v1/deliveries/replay";

    private final Outlay outlay = new Outlay();
    private final String domain = UUID.randomUUID() + ".example";

    @AfterEach
    void close() {
        outlay.close();
    }

    /** A mail to the test's own domain that stands like this since then. */
    private Crossings ended(String state, String finishedAt) {
        Crossings crossing = Crossings.crossing().emails("a-" + UUID.randomUUID() + "@" + domain);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Delivered");
        outlay.sql("update delivery set state = '" + state + "', reason = 'timeout', attempts = 10, finished_at = '"
                + finishedAt + "' where id = (select delivery_id from delivery_alert where alert_id = '" + crossing.id()
                + "')");
        return crossing;
    }

    private Outlay.Answer replay(String narrowed) {
        Outlay.Answer answer = outlay.admin(
                "POST",
                PATH,
                "{\"since\":\"2001-01-01T08:00:00Z\",\"until\":\"2001-01-01T10:00:00Z\"" + narrowed + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private int replayed(String narrowed) {
        return replay(narrowed + ",\"mailDomain\":\"" + domain + "\"")
                .body()
                .path("replayed")
                .asInt();
    }

    @Test
    void whatWasGivenUpOrRefusedBetweenTwoMomentsIsSentAgainOnceAndNothingElseIs() {
        Crossings givenUp = ended("GaveUp", "2001-01-01T08:00:00Z");
        Crossings refused = ended("Refused", "2001-01-01T09:59:59Z");
        Crossings before = ended("GaveUp", "2001-01-01T07:59:59Z");
        Crossings after = ended("GaveUp", "2001-01-01T10:00:00Z");
        Crossings withheld = ended("Withheld", "2001-01-01T09:00:00Z");
        Crossings delivered = ended("Delivered", "2001-01-01T09:00:00Z");

        assertThat(replayed("")).isEqualTo(2);

        outlay.awaitStates(givenUp, "email Delivered");
        outlay.awaitStates(refused, "email Delivered");
        assertThat(replayed("")).isZero();
        assertThat(outlay.states(before.id())).containsExactly("email GaveUp timeout");
        assertThat(outlay.states(after.id())).containsExactly("email GaveUp timeout");
        assertThat(outlay.states(withheld.id())).containsExactly("email Withheld timeout");
        assertThat(outlay.states(delivered.id())).containsExactly("email Delivered timeout");
        assertThat(replayed(",\"states\":[\"Withheld\"]")).isEqualTo(1);
        outlay.awaitStates(withheld, "email Delivered");
    }

    @Test
    void kindEndpointAndDomainNarrowIt() {
        Crossings mail = ended("GaveUp", "2001-01-01T09:00:00Z");
        assertThat(replayed(",\"kind\":\"webhook\"")).isZero();
        assertThat(replayed(",\"endpoint\":\"https://hooks.example:443\"")).isZero();
        assertThat(replay(",\"mailDomain\":\"other-" + domain + "\"")
                        .body()
                        .path("replayed")
                        .asInt())
                .isZero();
        assertThat(replayed(",\"kind\":\"email\",\"endpoint\":\"smtp\"")).isEqualTo(1);
        outlay.awaitStates(mail, "email Delivered");
    }

    @Test
    void manyGoInPartsTheOldestFirst() {
        List<Crossings> ended = new ArrayList<>();
        for (int minute = 1; minute <= 3; minute++) {
            ended.add(ended("GaveUp", "2001-01-01T09:0" + minute + ":00Z"));
        }
        String part = ",\"most\":2,\"mailDomain\":\"" + domain + "\"";
        Outlay.Answer first = replay(part);
        assertThat(first.body().path("replayed").asInt()).isEqualTo(2);
        assertThat(first.body().path("more").asBoolean()).isTrue();
        assertThat(outlay.states(ended.getLast().id())).containsExactly("email GaveUp timeout");
        Outlay.Answer second = replay(part);
        assertThat(second.body().path("replayed").asInt()).isEqualTo(1);
        assertThat(second.body().path("more").asBoolean()).isFalse();
        ended.forEach(crossing -> outlay.awaitStates(crossing, "email Delivered"));
    }

    @Test
    void severalOperatorsAtOnceReplayEachDeliveryOnce() {
        for (int i = 0; i < 4; i++) {
            ended("GaveUp", "2001-01-01T09:00:00Z");
        }
        int replayed = IntStream.range(0, 6).parallel().map(i -> replayed("")).sum();
        assertThat(replayed).isEqualTo(4);
    }

    @Test
    void aBodyThatCannotBeMeantReplaysNothing() {
        Outlay.Answer answer = outlay.admin("POST", PATH, "{\"until\":\"2001-01-01T10:00:00Z\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("InvalidRequestContent");
        assertThat(outlay.admin("POST", PATH, null).status()).isEqualTo(400);
        assertThat(outlay.admin("GET", PATH, null).status()).isEqualTo(405);
    }
}
