package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a crossing on the topic to a mail and a webhook. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TellingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    static String groupAt(String account) {
        return "/providers/Microsoft.Billing/billingAccounts/" + account
                + "/providers/Microsoft.Insights/actionGroups/g-" + UUID.randomUUID();
    }

    private String webhookGroup(String uri) {
        String group = groupAt(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + Outlay.VERSION, webhookBody(uri)).status())
                .isEqualTo(201);
        return group;
    }

    static String webhookBody(String uri) {
        return "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"webhookReceivers\":[{\"name\":\"hook\","
                + "\"serviceUri\":\"" + uri + "\",\"secret\":\"" + SECRET + "\"}]}}";
    }

    private static String address() {
        return "someone-" + UUID.randomUUID() + "@fabrikam.example";
    }

    private void awaitStates(Crossings crossing, String... states) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.states(crossing.id())).containsExactly(states));
    }

    @Test
    void anEventThatComesThreeTimesIsOneAlertAndOneMail() {
        String address = address();
        Crossings crossing = Crossings.crossing().emails(address, address.toUpperCase());
        Crossings last = Crossings.crossing().emails(address());
        outlay.tell(crossing);
        outlay.tellStructured(crossing);
        outlay.tell(crossing);
        outlay.tell(last);
        awaitStates(crossing, "email Delivered");
        awaitStates(last, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
        assertThat(outlay.sql("select count(*) from alert where id = '" + crossing.id() + "'"))
                .containsExactly("1");
    }

    @Test
    void aMailSaysWhatHappenedAndCanBeToldFromARepetition() {
        String address = address();
        Crossings crossing = Crossings.crossing().emails(address);
        outlay.tell(crossing);
        awaitStates(crossing, "email Delivered");
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject()).isEqualTo("Budget alpine-monthly: CHF 8,012.40 of 10,000.00 spent, over 80 %");
        assertThat(mail.text())
                .contains("customer " + Crossings.CUSTOMER, "CHF 8,012.40", "80 % = CHF 8,000.00", "UTC")
                .contains("Monthly, 2026-11-01 to 2026-11-30", "Actual_GreaterThan_80_Percent");
        assertThat(mail.html()).contains("<h1", "CHF 8,012.40", "viewport");
        assertThat(mail.to()).doesNotContain(",");
        String delivery = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(mail.headers().toString())
                .contains("<" + delivery + "@outlay.example>", "auto-generated", "Outlay <alerts@outlay.example>");
    }

    @Test
    void aWebhookIsSignedAndSaysWhatTheCrossingSays() throws Exception {
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri()));
        outlay.tell(crossing);
        awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
        Receiver.Message message = receiver.messages().getFirst();
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "."
                + new String(message.body(), StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        assertThat(message.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(Outlay.bytes(signed))));
        assertThat(message.header("content-type")).startsWith("application/cloudevents+json");
        JsonNode event = new ObjectMapper().readTree(message.body());
        assertThat(event.path("id").asText()).isEqualTo(message.header("webhook-id"));
        assertThat(event.path("type").asText()).isEqualTo("dev.outlay.alert.v1");
        assertThat(event.at("/data/spend").asText()).isEqualTo("8012.400000000000000001");
        assertThat(event.at("/data/alertId").asText()).isEqualTo(crossing.id());
    }

    @Test
    void aRecordedCrossingIsAnAlertAndTellsNobody() {
        String address = address();
        Crossings crossing = Crossings.crossing().emails(address).with("telling", "record");
        Crossings after = Crossings.crossing().emails(address());
        outlay.tell(crossing);
        outlay.tell(after);
        awaitStates(after, "email Delivered");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.sql("select 1 from alert where id = '" + crossing.id() + "'"))
                        .hasSize(1));
        assertThat(outlay.states(crossing.id())).isEmpty();
        assertThat(outlay.mails(address)).isEmpty();
    }

    @Test
    void aDigestIsOneMailForAllItsCrossings() {
        String address = address();
        List<Crossings> crossings = List.of(
                Crossings.crossing().emails(address).with("telling", "digest"),
                Crossings.crossing().emails(address).with("telling", "digest").with("spend", "9999.99"));
        crossings.forEach(outlay::tell);
        crossings.forEach(crossing -> awaitStates(crossing, "email Gathering"));
        assertThat(outlay.mails(address)).isEmpty();
        clock.moveOn(Duration.ofMinutes(6));
        crossings.forEach(crossing -> awaitStates(crossing, "email Delivered"));
        assertThat(outlay.mails(address)).hasSize(1);
        assertThat(outlay.mails(address).getFirst().subject()).isEqualTo("2 budgets have crossed a threshold");
        assertThat(outlay.mails(address).getFirst().text()).contains("8,012.40", "9,999.99");
    }

    @Test
    void whatCannotBeToldIsVisibleWithItsReason() {
        String foreign = groupAt("another-account");
        String missing = groupAt(Crossings.ACCOUNT);
        String customers = "/subscriptions/" + UUID.randomUUID()
                + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        Crossings crossing = Crossings.crossing().emails("no address").groups(foreign, missing, customers, "not an id");
        outlay.tell(crossing);
        awaitStates(
                crossing,
                "email Refused not-an-address",
                "group Unresolved group-not-allowed-here",
                "group Unresolved group-not-allowed-here",
                "group Unresolved group-not-found",
                "group Unresolved not-an-action-group");
    }

    @Test
    void aGroupThatWasMissingIsToldWhenAnOperatorReplays() {
        String group = groupAt(Crossings.ACCOUNT);
        Crossings crossing = Crossings.crossing().groups(group);
        outlay.tell(crossing);
        awaitStates(crossing, "group Unresolved group-not-found");
        outlay.admin("PUT", group + Outlay.VERSION, webhookBody(receiver.uri()));
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null)
                        .status())
                .isEqualTo(200);
        awaitStates(crossing, "group Resolved group-not-found", "webhook Delivered");
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void anUnreadableRecordIsKeptAndTheRestGoesOn() {
        byte[] poison = Outlay.bytes("{\"poison\": \"" + UUID.randomUUID() + "\"");
        Crossings broken = Crossings.crossing().with("currency", "francs");
        Crossings good = Crossings.crossing().emails(address());
        outlay.tellBytes(poison);
        outlay.tell(broken);
        outlay.tell(good);
        awaitStates(good, "email Delivered");
        String kept = Base64.getMimeEncoder().encodeToString(poison).replace("\r\n", "");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        outlay.sql("select replace(encode(value, 'base64'), chr(10), '') from unreadable_event"))
                .contains(kept));
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.sql("select reason from unreadable_event"))
                .contains("/data/currency: must be an ISO 4217 code"));
    }

    @Test
    void aReceiverThatFailsIsTriedAgainUnderTheSameId() {
        receiver.answering(500);
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri()));
        outlay.tell(crossing);
        awaitStates(crossing, "webhook Pending server-error");
        receiver.answering(204);
        clock.moveOn(Duration.ofSeconds(7));
        awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(2);
        assertThat(receiver.messages().get(0).header("webhook-id"))
                .isEqualTo(receiver.messages().get(1).header("webhook-id"));
        assertThat(receiver.messages().get(0).body())
                .isEqualTo(receiver.messages().get(1).body());
    }

    @Test
    void afterTheLastAttemptItIsGivenUpAndAnOperatorCanReplay() {
        receiver.answering(500);
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri()));
        outlay.tell(crossing);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<String> states = outlay.states(crossing.id());
            if (states.equals(List.of("webhook Pending server-error"))) {
                clock.moveOn(
                        Duration.ofHours(30)); // Only between attempts: a lease must not end while one is on its way.
            }
            return states.equals(List.of("webhook GaveUp server-error"));
        });
        assertThat(receiver.messages()).hasSize(10);
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        assertThat(outlay.admin("GET", "/v1/deliveries?state=GaveUp", null)
                        .body()
                        .toString())
                .contains(id);
        receiver.answering(200);
        outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
        awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages().getLast().header("webhook-id")).isEqualTo(id);
    }

    @Test
    void goneIsRefusedARedirectIsNotFollowedAndThrottlingIsRespected() {
        try (Receiver gone = new Receiver().answering(410);
                Receiver moved = new Receiver().answering(302, Map.of("Location", receiver.uri()));
                Receiver busy = new Receiver().answering(429, Map.of("Retry-After", "3600"))) {
            Crossings crossing = Crossings.crossing()
                    .groups(webhookGroup(gone.uri()), webhookGroup(moved.uri()), webhookGroup(busy.uri()));
            outlay.tell(crossing);
            awaitStates(crossing, "webhook Pending redirect", "webhook Pending throttled", "webhook Refused gone");
            assertThat(receiver.messages()).isEmpty();
            clock.moveOn(Duration.ofSeconds(10));
            await().atMost(SOON).until(() -> moved.messages().size() == 2);
            assertThat(busy.messages()).hasSize(1);
        }
    }

    @Test
    void aSilentEndpointTimesOutAndHoldsUpNobodyElse() {
        try (Receiver slow = new Receiver().silent()) {
            String slowGroup = webhookGroup(slow.uri());
            List<Crossings> stuck = java.util.stream.IntStream.range(0, 12)
                    .mapToObj(i -> Crossings.crossing().groups(slowGroup))
                    .toList();
            stuck.forEach(outlay::tell);
            await().atMost(SOON).until(() -> !slow.messages().isEmpty());
            Crossings other = Crossings.crossing().groups(webhookGroup(receiver.uri()));
            Instant told = Instant.now();
            outlay.tell(other);
            awaitStates(other, "webhook Delivered");
            assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofMillis(1900));
            awaitStates(stuck.getFirst(), "webhook Pending timeout");
        }
    }

    @Test
    void webhooksDoNotGoIntoTheHouseEvenByAName() {
        String group = groupAt(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + Outlay.VERSION, webhookBody(receiver.uri("127.0.0.1")))
                        .status())
                .isEqualTo(400);
        for (String name : List.of("inside.test", "mixed.test")) {
            Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri(name)));
            outlay.tell(crossing);
            awaitStates(crossing, "webhook Refused address-not-allowed");
        }
        assertThat(receiver.messages()).isEmpty();
        Crossings allowed = Crossings.crossing().groups(webhookGroup(receiver.uri("hook.test")));
        outlay.tell(allowed);
        awaitStates(allowed, "webhook Delivered");
        assertThat(receiver.messages().getFirst().header("host")).isEqualTo("hook.test:" + receiver.port());
    }

    @Test
    void aNameIsResolvedOnceForEachAttemptSoRebindingGainsNothing() {
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri("rebinding.test")));
        outlay.tell(crossing);
        awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void anUnknownNameIsTriedAgain() {
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri("nowhere.test")));
        outlay.tell(crossing);
        awaitStates(crossing, "webhook Pending unknown-host");
    }

    @Test
    void whoDiesWhileSendingLeavesItToTheEndOfTheLease() {
        Crossings crossing = Crossings.crossing().groups(webhookGroup(receiver.uri("nowhere.test")));
        outlay.tell(crossing);
        awaitStates(crossing, "webhook Pending unknown-host");
        // As a replica leaves it that was killed in the middle of an attempt: claimed, its lease running.
        outlay.sql("update delivery set state = 'Sending', claim = gen_random_uuid(), target = '" + receiver.uri()
                + "', due_at = timestamptz 'epoch' + "
                + clock.instant().plusSeconds(120).toEpochMilli()
                + " * interval '1 millisecond' where id = (select delivery_id from delivery_alert where alert_id = '"
                + crossing.id() + "')");
        assertThat(receiver.messages()).isEmpty();
        clock.moveOn(Duration.ofSeconds(121));
        awaitStates(crossing, "webhook Delivered");
        assertThat(receiver.messages().getFirst().header("webhook-id"))
                .isEqualTo(outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                        .getFirst());
    }

    @Test
    void anAlertIsSentWithinMomentsOfItsCrossing() {
        Crossings warm = Crossings.crossing().groups(webhookGroup(receiver.uri()));
        outlay.tell(warm);
        awaitStates(warm, "webhook Delivered");
        String group = webhookGroup(receiver.uri());
        Instant told = Instant.now();
        outlay.tell(Crossings.crossing().groups(group));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> receiver.messages().size() == 2);
        assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aSecretNeverStandsInTheDatabaseAsItIs() {
        webhookGroup(receiver.uri());
        assertThat(outlay.sql("select body || secrets from action_group")).noneMatch(row -> row.contains("whsec_"));
    }
}
