package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions to receivers: each has an id of its own, the last one alone counts, and nobody waits for others' receivers or rates. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WebhookQuestionsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** How many receivers the service asks at the same time, of all customers. */
    private static final int AT_A_TIME = 32;

    private final Outlay outlay = new Outlay();
    private final Webhooks webhooks = new Webhooks(outlay);
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    private Crossings told(String group) {
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        return crossing;
    }

    @Test
    void theAnswerToAnOlderQuestionDoesNotOverwriteThatToANewerOne() {
        receiver.agreeing(number -> {
            if (number > 1) {
                return Map.of("WebHook-Allowed-Origin", "*");
            }
            // The newer question overtakes it, where that is possible.
            long end = System.nanoTime() + Duration.ofMillis(1200).toNanos();
            while (receiver.questions().size() < 2 && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return Map.of("WebHook-Allowed-Origin", "other.example");
        });
        String group = Groups.webhook(outlay, receiver.uri());
        await().atMost(SOON).until(() -> receiver.questions().size() == 1);
        assertThat(webhooks.verify(group).status()).isEqualTo(200);

        await().atMost(SOON).until(() -> receiver.questions().size() == 2);
        webhooks.awaitVerification(group, "Verified", "options");
        await().during(Duration.ofMillis(300)).until(() -> webhooks.webhook(group)
                .at("/verification/state")
                .asText()
                .equals("Verified"));
    }

    @Test
    void eachQuestionHasAnIdOfItsOwn() {
        receiver.repeatingChallenges();
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "challenge");
        webhooks.verify(group);
        await().atMost(SOON).until(() -> receiver.questions().size() == 4);

        assertThat(receiver.questions().stream()
                        .map(question -> question.header("webhook-id"))
                        .filter(id -> !id.isEmpty()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void thoseWhoseReceiversHangKeepNobodyElseFromBeingAsked() {
        try (Receiver hanging = new Receiver()) {
            hanging.agreeing(number -> {
                LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                return Map.of();
            });
            String many = IntStream.range(0, 10)
                    .mapToObj(each ->
                            "{\"name\":\"hook" + each + "\",\"serviceUri\":\"" + hanging.uriAt("/" + each) + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            for (int groups = 0; groups < 4; groups++) {
                String group = Groups.at(Crossings.ACCOUNT);
                String body =
                        "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"webhookReceivers\":"
                                + many + "}}";
                assertThat(outlay.admin("PUT", group + Groups.VERSION, body).status())
                        .isEqualTo(201);
                outlay.sql(
                        "update action_group g set customer_key = 'another/customer' where " + Webhooks.named(group));
            }
            String own = Groups.at(Crossings.ACCOUNT);
            outlay.admin("PUT", own + Groups.VERSION, Groups.webhookBody(receiver.uri()));
            outlay.sql("update action_group g set customer_key = 'somebody/else' where " + Webhooks.named(own));

            await().atMost(SOON).until(() -> receiver.questions().size() >= 2);
            assertThat(hanging.questions())
                    .as("whoever comes after all of them is asked before as many hang as are asked at a time")
                    .hasSizeLessThan(AT_A_TIME);
        }
    }

    @Test
    void whatHasToWaitForItsTurnWaitsBehindWhatWaitsAlready() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "2"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");
        outlay.awaitStates(told(group), "webhook Delivered");
        for (int waiting = 0; waiting < 3; waiting++) {
            outlay.awaitStates(told(group), "webhook Pending allowed-rate");
        }

        assertThat(outlay.sql(
                        "select round(extract(epoch from due_at - lag(due_at) over (order by due_at))) from delivery"
                                + " where target = '" + receiver.uri() + "' and state = 'Pending' order by due_at"))
                .containsExactly("null", "30", "30");
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*"));
        webhooks.verify(group);
        await().atMost(SOON).until(() -> receiver.messages().size() == 4);
    }

    @Test
    void asManyGoOneAfterTheOtherAsTheRateHasRoomFor() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "300"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");
        Instant before = clock.instant();
        List<Crossings> all =
                IntStream.range(0, 6).mapToObj(each -> told(group)).toList();

        all.forEach(each -> outlay.awaitStates(each, "webhook Delivered"));
        assertThat(receiver.messages()).hasSize(6);
        assertThat(outlay.sql("select max(d.attempts) from delivery d where d.target = '" + receiver.uri() + "'"))
                .as("waiting for its turn is no attempt")
                .containsExactly("1");
        assertThat(outlay.sql("select concat_ws(' ', v.next_at >= to_timestamp(" + before.toEpochMilli()
                        + " / 1000.0) + interval '1200 milliseconds',"
                        + " max(t.ended_at) >= v.next_at - interval '200 milliseconds')"
                        + " from delivery_attempt t join delivery d on d.id = t.delivery_id"
                        + " join webhook_verification v on v.target = d.target"
                        + " where d.target = '" + receiver.uri() + "' group by v.next_at"))
                .as("six turns, 200 ms from one to the next, and the last waited for its own")
                .containsExactly("t t");
    }

    @Test
    void whoseTurnCouldNotBeKeptDoesNotGoBehindWhoeverCameLater() {
        receiver.agreeing(Map.of("WebHook-Allowed-Origin", "*", "WebHook-Allowed-Rate", "2"));
        String group = Groups.webhook(outlay, receiver.uri());
        webhooks.awaitVerification(group, "Verified", "options");
        outlay.awaitStates(told(group), "webhook Delivered");
        List<Crossings> waiting = new ArrayList<>();
        for (int each = 0; each < 3; each++) {
            waiting.add(told(group));
            outlay.awaitStates(waiting.getLast(), "webhook Pending allowed-rate");
        }

        clock.moveOn(Duration.ofSeconds(65));
        outlay.awaitStates(waiting.getFirst(), "webhook Delivered");
        await().atMost(SOON).until(() -> outlay.sql(
                        "select count(*) from delivery where state = 'Pending' and due_at > to_timestamp("
                                + clock.instant().toEpochMilli() + " / 1000.0) and target = '" + receiver.uri() + "'")
                .equals(List.of("2")));
        assertThat(outlay.sql(
                        "select string_agg(cast(a.alert_id as text), ' ' order by d.due_at) from delivery d join delivery_alert a on"
                                + " a.delivery_id = d.id where d.state = 'Pending' and d.target = '" + receiver.uri()
                                + "'"))
                .containsExactly(waiting.get(1).id() + " " + waiting.get(2).id());
    }

    @Test
    void aUriThatWasTakenOutIsNotAskedAnyMoreAndWhatItSaidIsForgotten() {
        String gone = receiver.uriAt("/gone");
        String group = Groups.webhook(outlay, gone);
        webhooks.awaitVerification(group, "Unverified", "client-error");
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()));
        webhooks.awaitVerification(group, "Unverified", "client-error");

        assertThat(outlay.sql(
                        "select v.target from webhook_verification v join action_group g on g.id = v.group_id where "
                                + Webhooks.named(group)))
                .containsExactly(receiver.uri());
    }
}
