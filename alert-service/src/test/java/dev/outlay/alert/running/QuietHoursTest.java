package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A recipient's mails wait for the end of its quiet hours, or for its digest, and go together; nobody else's wait. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class QuietHoursTest {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration LATER = Duration.ofMinutes(61);

    private final Outlay outlay = new Outlay();
    private final String address = Crossings.address();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        outlay.close();
    }

    /** From an hour ago till in about an hour. */
    private String quietNow() {
        Instant now = clock.instant();
        return "\"quietHours\":[{\"from\":\"" + CLOCK.format(now.minusSeconds(3600)) + "\",\"to\":\""
                + CLOCK.format(now.plusSeconds(3600)) + "\"}]";
    }

    private Outlay.Answer wish(String more) {
        Outlay.Answer answer = outlay.admin(
                "PUT",
                "/v1/recipients/" + address.toUpperCase(Locale.ROOT),
                "{\"timeZone\":\"Etc/UTC\"" + (more.isEmpty() ? "" : "," + more) + "}");
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
        return answer;
    }

    private Crossings crossing(String... emails) {
        return Crossings.crossing().emails(emails);
    }

    private Crossings named(String budget) {
        Crossings crossing = crossing(address);
        ((ObjectNode) crossing.data().path("budget")).put("name", budget);
        return crossing;
    }

    private JsonNode delivery(Crossings crossing) {
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        return outlay.admin("GET", "/v1/deliveries/" + id, null).body();
    }

    @Test
    void whatComesInQuietHoursGoesAtTheirEndAsOneMailWithoutWhatIsResolved() {
        wish(quietNow());
        Crossings web = named("the web budget");
        Crossings data = named("the data budget");
        Crossings gone = named("the gone budget");
        for (Crossings each : List.of(web, data, gone)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Gathering quiet-hours");
        }
        outlay.tellState(gone, "Resolved", 1);
        await().until(
                        () -> outlay.sql("select status from alert where id = '" + gone.id() + "'"),
                        List.of("Resolved")::equals);

        JsonNode waiting = delivery(web);
        assertThat(waiting.path("alerts")).hasSize(3);
        assertThat(Instant.parse(waiting.path("dueAt").asText()))
                .isBetween(clock.instant().plusSeconds(3400), clock.instant().plusSeconds(3601));
        assertThat(outlay.mails(address)).isEmpty();

        clock.moveOn(LATER);

        outlay.awaitStates(web, "email Delivered");
        outlay.awaitStates(data, "email Delivered");
        outlay.awaitStates(gone, "email Muted resolved");
        assertThat(outlay.mails(address)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("the web budget", "the data budget")
                .doesNotContain("the gone budget"));
        assertThat(delivery(data)).isEqualTo(delivery(web));
    }

    @Test
    void anyOtherRecipientAndWebhooksAreToldMeanwhileAndTheMailsThatJoinedAreRecorded() {
        wish(quietNow());
        try (Receiver receiver = new Receiver()) {
            Crossings crossing = crossing(address, Crossings.address()).groups(Groups.webhook(outlay, receiver.uri()));
            outlay.tell(crossing);

            outlay.awaitStates(crossing, "email Delivered", "email Gathering quiet-hours", "webhook Delivered");
            assertThat(receiver.messages()).hasSize(1);
        }
        String joined = outlay.sql("select id from delivery where receiver = '" + address + "' and state = 'Resolved'")
                .getFirst();
        JsonNode record = outlay.admin("GET", "/v1/deliveries/" + joined, null).body();
        assertThat(record.path("reason").asText()).isEqualTo("told-together");
        assertThat(record.path("detail").asText())
                .endsWith(
                        outlay.sql("select id from delivery where receiver = '" + address + "' and state = 'Gathering'")
                                .getFirst());
        assertThat(record.path("alerts")).isEmpty();
        assertThat(record.path("attempts").asInt()).isZero();
        assertThat(outlay.admin("GET", "/v1/deliveries?state=Resolved", null).status())
                .isEqualTo(200);
    }

    @Test
    void thatTheWholeAmountIsSpentIsToldWhereThatIsWished() {
        wish(quietNow() + ",\"exceeded\":\"tell\"");
        Crossings spent = crossing(address).with("amount", "8000");
        Crossings near = crossing(address);
        Crossings digestOfBoth = crossing(address).with("amount", "8000").with("telling", "digest");
        Crossings withIt = crossing(address).with("telling", "digest");
        outlay.tell(spent);
        outlay.awaitStates(spent, "email Delivered");
        outlay.tell(near);
        outlay.awaitStates(near, "email Gathering quiet-hours");
        outlay.tell(digestOfBoth);
        outlay.tell(withIt);
        outlay.awaitStates(withIt, "email Gathering");
        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(digestOfBoth, "email Delivered");
        outlay.awaitStates(withIt, "email Gathering quiet-hours");
        assertThat(delivery(withIt)).isEqualTo(delivery(near));
        assertThat(outlay.mails(address)).hasSize(2);

        wish(quietNow());
        Crossings waits = crossing(address).with("amount", "8000");
        outlay.tell(waits);
        outlay.awaitStates(waits, "email Gathering quiet-hours");
    }

    @Test
    void whatWaitsIsLookedAtAnewWhenSomethingElseIsWished() {
        wish(quietNow());
        Crossings crossing = crossing(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Gathering quiet-hours");

        Outlay.Answer hourly = wish("\"digest\":\"Hourly\"");
        outlay.awaitStates(crossing, "email Delivered");

        assertThat(hourly.status()).isEqualTo(200);
        Crossings next = crossing(address);
        outlay.tell(next);
        outlay.awaitStates(next, "email Gathering digest");
        String path = "/v1/recipients/" + address;
        assertThat(outlay.admin("DELETE", path, null).status()).isEqualTo(200);
        outlay.awaitStates(next, "email Delivered");
        assertThat(outlay.admin("DELETE", path, null).status()).isEqualTo(204);
        assertThat(outlay.admin("GET", path, null).status()).isEqualTo(404);
    }

    @Test
    void aMailThatWasTriedBeforeWaitsByItselfUnderItsOwnId() {
        Crossings crossing = crossing(address).with("telling", "digest");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Gathering");
        String id = delivery(crossing).path("id").asText();
        outlay.sql("update delivery set attempts = 1, state = 'Pending' where id = '" + id + "'");
        wish(quietNow());
        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(crossing, "email Muted quiet-hours");
        assertThat(delivery(crossing).path("attempts").asInt()).isEqualTo(1);
        clock.moveOn(LATER);
        outlay.awaitStates(crossing, "email Delivered");
        assertThat(delivery(crossing).path("id").asText()).isEqualTo(id);
        assertThat(outlay.mails(address).getFirst().headers().toString()).contains(id);
    }

    @Test
    void aRecipientIsShownAsItWasPutAndListed() {
        Outlay.Answer made = wish(quietNow());

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("address").asText()).isEqualTo(address);
        assertThat(made.body().path("quietUntil").isTextual()).isTrue();
        assertThat(outlay.admin("GET", "/v1/recipients/" + address, null).body())
                .isEqualTo(made.body());
        assertThat(outlay.admin("GET", "/v1/recipients", null).body().at("/value/0"))
                .isEqualTo(made.body());
        assertThat(outlay.admin("PUT", "/v1/recipients/nobody", "{\"timeZone\":\"UTC\"}")
                        .code())
                .isEqualTo("InvalidRequestContent");
        assertThat(outlay.admin("PUT", "/v1/recipients/" + address, "{\"timeZone\":\"UTC+1\"}")
                        .code())
                .isEqualTo("InvalidRequestContent");
        assertThat(outlay.admin("GET", "/v1/recipients?$skiptoken=x", null).status())
                .isEqualTo(400);
    }
}
