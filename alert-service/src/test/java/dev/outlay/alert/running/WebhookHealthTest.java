package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A webhook that is dead, slow or overloaded costs itself alone; its owner hears of it, mends it, and gets what was missed. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WebhookHealthTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAMED = "{\"receiverName\":\"Hook\"}";

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

    /** On a machine that is busy with other things a round may be slow; if they waited for each other, every one would be. */
    @Test
    void ofTwoWebhooksBehindOneHostTheOneThatHangsDoesNotDelayTheOther() {
        String other = Groups.webhook(outlay, receiver.uriAt("/quick"));
        outlay.awaitStates(told(other), "webhook Delivered");
        assertThat(IntStream.range(0, 10).anyMatch(round -> besideOneThatHangs(other) < 1900))
                .as("sooner than the one that hangs is given up, in one of ten rounds at least")
                .isTrue();
    }

    /** How long it took, in milliseconds. */
    private long besideOneThatHangs(String other) {
        String hanging = Groups.webhook(outlay, receiver.uriAt(Receiver.SILENT));
        int before = receiver.messages().size();
        List<Crossings> stuck =
                IntStream.range(0, 30).mapToObj(i -> told(hanging)).toList();
        await().atMost(SOON).until(() -> receiver.messages().size() > before);
        Instant asked = Instant.now();
        outlay.awaitStates(told(other), "webhook Delivered");
        long took = Duration.between(asked, Instant.now()).toMillis();
        outlay.awaitStates(stuck.getFirst(), "webhook Pending timeout");
        return took;
    }

    @Test
    void oneThatFailsFiveTimesInARowIsLeftAloneAndThenGetsEverything() {
        receiver.answering(500);
        String group = Groups.webhook(outlay, receiver.uri());
        List<Crossings> told = IntStream.range(0, 30).mapToObj(i -> told(group)).toList();
        webhooks.awaitState(group, "Failing", "server-error");
        await().atMost(SOON)
                .until(() -> outlay.sql("select count(*) from delivery d join action_group g on g.id = d.group_id"
                                + " where d.state = 'Sending' and " + Webhooks.named(group))
                        .equals(List.of("0")));
        int before = receiver.messages().size();
        try (Receiver healthy = new Receiver()) {
            outlay.awaitStates(told(Groups.webhook(outlay, healthy.uri())), "webhook Delivered");
        }
        assertThat(receiver.messages()).hasSize(before);
        assertThat(before).isBetween(5, 16);
        assertThat(webhooks.webhook(group).path("waiting").asInt()).isEqualTo(30);

        receiver.answering(200);
        clock.moveOn(Duration.ofSeconds(31));
        told.forEach(crossing -> outlay.awaitStates(crossing, "webhook Delivered"));
        webhooks.awaitState(group, "Healthy", "server-error");
        assertThat(receiver.messages().subList(before, receiver.messages().size()))
                .extracting(message -> message.header("webhook-id"))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoAsksForPatienceIsLeftAloneWithEverythingAndNobodyElseIs() {
        receiver.answering(429, Map.of("Retry-After", "3600"));
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings first = told(group);
        outlay.awaitStates(first, "webhook Pending throttled");
        receiver.answering(200);
        Crossings second = told(group);
        try (Receiver other = new Receiver()) {
            outlay.awaitStates(told(Groups.webhook(outlay, other.uri())), "webhook Delivered");
        }
        outlay.awaitStates(second, "webhook Pending");
        assertThat(receiver.messages()).hasSize(1);
        clock.moveOn(Duration.ofSeconds(3601));
        outlay.awaitStates(first, "webhook Delivered");
        outlay.awaitStates(second, "webhook Delivered");
    }

    @Test
    void oneThatIsGoneIsDisabledItsOwnerIsToldAndGetsWhatWasMissedWhenItIsBack() {
        Instant before = clock.instant();
        String address = Crossings.address();
        String group = Groups.at(Crossings.ACCOUNT);
        outlay.admin("PUT", group + Groups.VERSION, Groups.webhookAndMailBody(receiver.uri(), address));
        assertThat(webhooks.webhook(group).path("state").asText()).isEqualTo("Untried");
        receiver.answering(410);
        Crossings first = told(group);
        outlay.awaitStates(first, "email Delivered", "webhook Refused gone");
        webhooks.awaitState(group, "Disabled", "gone");
        Crossings second = told(group);
        outlay.awaitStates(second, "email Delivered", "webhook Refused endpoint-disabled");
        assertThat(receiver.messages()).hasSize(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.mails(address))
                .filteredOn(mail -> mail.subject().contains("is disabled"))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.subject()).startsWith("Webhook hook of the action group g-");
                    assertThat(mail.text())
                            .contains("it answered 410 Gone", "/v1/webhooks" + group + "/enable")
                            .doesNotContain("key=1", "8,012.40", "CHF");
                }));

        Outlay.Answer tooEarly = outlay.admin(
                "POST",
                "/v1/webhooks" + group + "/recover",
                "{\"receiverName\":\"hook\",\"since\":\"" + before + "\"}");
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(tooEarly.code()).isEqualTo("WebhookDisabled");
        receiver.answering(200);
        Outlay.Answer enabled = outlay.admin("POST", "/v1/webhooks" + group + "/enable", NAMED);
        assertThat(enabled.status()).as(enabled.body().toString()).isEqualTo(200);
        assertThat(enabled.body().path("failed").asInt()).isEqualTo(2);
        JsonNode recovered = webhooks.recovered(group, before);
        assertThat(recovered.path("state").asText()).isEqualTo("Completed");
        assertThat(recovered.path("replayed").asInt()).isEqualTo(2);
        outlay.awaitStates(first, "email Delivered", "webhook Delivered");
        outlay.awaitStates(second, "email Delivered", "webhook Delivered");
        webhooks.awaitState(group, "Healthy", "null");
        assertThat(webhooks.webhook(group).path("failed").asInt()).isZero();
        assertThat(receiver.messages()).hasSize(3);
    }

    @Test
    void oneThatDoesNothingButFailForTooLongIsDisabledAndTheOperatorIsToldWhereTheGroupHasNoMail() {
        receiver.answering(500);
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings crossing = told(group);
        AtomicInteger failed = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            int messages = receiver.messages().size();
            List<String> states = outlay.states(crossing.id());
            // Once for each attempt: what lies further apart is no row.
            if (states.equals(List.of("webhook Pending server-error")) && messages > failed.get()) {
                failed.set(messages);
                clock.moveOn(Duration.ofDays(Parts.DISABLED_AFTER_DAYS / 3));
            }
            return states.equals(List.of("webhook Refused endpoint-disabled"));
        });
        webhooks.awaitState(group, "Disabled", "failing");
        assertThat(receiver.messages()).hasSize(5);
        assertThat(outlay.admin("GET", "/v1/webhooks?state=disabled", null)
                        .body()
                        .findValuesAsText("actionGroup"))
                .contains(group);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.mails(Parts.OPERATOR))
                .filteredOn(mail -> mail.text().contains(group))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("(last: server-error)")));
    }

    @Test
    void aFailureAfterALongSilenceIsNoRowOfFailures() {
        receiver.answering(500);
        String group = Groups.webhook(outlay, receiver.uri());
        Crossings crossing = told(group);
        outlay.awaitStates(crossing, "webhook Pending server-error");
        clock.moveOn(Duration.ofDays(Parts.DISABLED_AFTER_DAYS + 1));
        await().atMost(SOON).until(() -> receiver.messages().size() == 2);
        outlay.awaitStates(crossing, "webhook Pending server-error");
        webhooks.awaitState(group, "Failing", "server-error");
        assertThat(Instant.parse(webhooks.webhook(group).path("since").asText()))
                .isAfter(clock.instant().minus(Duration.ofHours(1)));
    }

    @Test
    void whoMaySeeTheGroupSeesHowItGoesAndOnlyWhoMayWriteItChangesThat() {
        People people = new People(outlay);
        People.Owner reader = people.owner("Reader");
        People.Owner writer = reader.as(People.id(), reader.customer());
        outlay.assign(People.id(), reader.scope(), writer.principal(), "Contributor");
        String group = reader.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        await().atMost(SOON)
                .until(() -> outlay.call(
                                        people.token(writer),
                                        "PUT",
                                        group + Groups.VERSION,
                                        Groups.webhookBody(receiver.uri()))
                                .status()
                        < 300);
        String path = "/v1/webhooks" + group;
        assertThat(outlay.call(people.token(reader), "GET", path, null).status())
                .isEqualTo(200);
        assertThat(outlay.call(people.token(reader), "POST", path + "/enable", NAMED)
                        .status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(writer), "POST", path + "/enable", NAMED)
                        .status())
                .isEqualTo(200);
        assertThat(outlay.call(people.token(writer), "GET", "/v1/webhooks", null)
                        .status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(writer), "POST", path + "/enable", "{\"receiverName\":\"other\"}")
                        .code())
                .isEqualTo("InvalidRequestContent");
        people.hush();
    }
}
