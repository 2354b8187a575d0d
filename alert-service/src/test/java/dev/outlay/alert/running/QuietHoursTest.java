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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A recipient's mails wait for the end of its quiet hours, or for its digest, and go together; nobody else's wait. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class QuietHoursTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATER = MailRecipient.LATER;

    private final Outlay outlay = new Outlay();
    private final String address = Crossings.address();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        outlay.close();
    }

    private MailRecipient recipient() {
        return new MailRecipient(outlay, clock, address);
    }

    private Crossings crossing(String... emails) {
        return Crossings.crossing().emails(emails);
    }

    /** So that none ends, and no hourly digest with it, before what waits for it has been seen. */
    private void anHourBegins() {
        clock.moveOn(Duration.ofSeconds(3601 - clock.instant().getEpochSecond() % 3600));
    }

    @Test
    void whatComesInQuietHoursGoesAtTheirEndAsOneMailWithoutWhatIsResolved() {
        recipient().wish(recipient().quietNow());
        Crossings web = recipient().named("the web budget");
        Crossings data = recipient().named("the data budget");
        Crossings gone = recipient().named("the gone budget");
        for (Crossings each : List.of(web, data, gone)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Gathering quiet-hours");
        }
        outlay.tellState(gone, "Resolved", 1);
        await().atMost(SOON)
                .until(
                        () -> outlay.sql("select status from alert where id = '" + gone.id() + "'"),
                        List.of("Resolved")::equals);

        JsonNode waiting = recipient().delivery(web);
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
        assertThat(recipient().delivery(data)).isEqualTo(recipient().delivery(web));
    }

    @Test
    void aDigestHasAnEndAndTheNextAlertsOpenAnother() {
        recipient().wish(recipient().quietNow());
        List<Crossings> all =
                Stream.generate(() -> crossing(address)).limit(101).toList();
        all.subList(0, 100).forEach(outlay::tell);
        String gathering = "select count(*) from delivery d join delivery_alert a on a.delivery_id = d.id"
                + " where d.receiver = '" + address + "' and d.state = 'Gathering' group by d.id order by 1";
        await().atMost(SOON).until(() -> outlay.sql(gathering), List.of("100")::equals);
        outlay.tell(all.getLast());

        await().atMost(SOON).until(() -> outlay.sql(gathering), List.of("1", "100")::equals);
        clock.moveOn(LATER);
        outlay.awaitStates(all.getFirst(), "email Delivered");
        outlay.awaitStates(all.getLast(), "email Delivered");
        assertThat(outlay.mails(address)).hasSize(2);
    }

    @Test
    void anyOtherRecipientAndWebhooksAreToldMeanwhileAndTheMailsThatJoinedAreRecorded() {
        recipient().wish(recipient().quietNow());
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
        recipient().wish(recipient().quietNow() + ",\"exceeded\":\"tell\"");
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
        assertThat(recipient().delivery(withIt)).isEqualTo(recipient().delivery(near));
        assertThat(outlay.mails(address)).hasSize(2);

        recipient().wish(recipient().quietNow());
        Crossings waits = crossing(address).with("amount", "8000");
        outlay.tell(waits);
        outlay.awaitStates(waits, "email Gathering quiet-hours");
    }

    @Test
    void whatWaitsIsLookedAtAnewWhenSomethingElseIsWished() {
        anHourBegins();
        recipient().wish(recipient().quietNow());
        Crossings crossing = crossing(address);
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Gathering quiet-hours");

        Outlay.Answer hourly = recipient().wish("\"digest\":\"Hourly\"");
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
        String id = recipient().delivery(crossing).path("id").asText();
        outlay.sql("update delivery set attempts = 1, state = 'Pending' where id = '" + id + "'");
        recipient().wish(recipient().quietNow());
        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(crossing, "email Muted quiet-hours");
        assertThat(recipient().delivery(crossing).path("attempts").asInt()).isEqualTo(1);
        clock.moveOn(LATER);
        outlay.awaitStates(crossing, "email Delivered");
        assertThat(recipient().delivery(crossing).path("id").asText()).isEqualTo(id);
        assertThat(outlay.mails(address).getFirst().headers().toString()).contains(id);
    }

    @Test
    void aMailThatMayHaveComeThroughAndIsReplayedInQuietHoursWaitsUnderItsOwnId() {
        Crossings crossing = crossing(address).with("telling", "digest");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Gathering");
        String id = recipient().delivery(crossing).path("id").asText();
        outlay.sql("update delivery set attempts = 1, state = 'GaveUp', due_at = null, finished_at = now() where id = '"
                + id + "'");
        outlay.sql("insert into delivery_attempt (delivery_id, claim, number, ended_at, outcome) values ('" + id
                + "', gen_random_uuid(), 1, now(), 'TryLater')");
        recipient().wish(recipient().quietNow());
        for (int replays = 0; replays < 2; replays++) {
            outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
            outlay.awaitStates(crossing, "email Muted quiet-hours");
        }
        assertThat(recipient().delivery(crossing).path("id").asText()).isEqualTo(id);
        clock.moveOn(LATER);

        outlay.awaitStates(crossing, "email Delivered");
        assertThat(outlay.mails(address))
                .singleElement()
                .satisfies(mail -> assertThat(mail.headers().toString()).contains(id));
    }

    @Test
    void aRecipientWhoseWishesCannotBeReadHidesNobodyElseInTheList() {
        recipient().wish(recipient().quietNow());
        String unreadable = Crossings.address();
        for (String other : List.of(Crossings.address(), unreadable, Crossings.address())) {
            outlay.admin("PUT", "/v1/recipients/" + other, "{\"timeZone\":\"Etc/UTC\"}");
        }
        outlay.sql("update recipient set wishes = '{}' where address = '" + unreadable + "'");
        JsonNode page = outlay.admin("GET", "/v1/recipients", null).body();
        outlay.sql("delete from recipient where address = '" + unreadable + "'");

        assertThat(page.path("value")).hasSize(2);
        String next = page.path("nextLink").asText();
        assertThat(outlay.admin("GET", next.substring(next.indexOf("/v1/")), null)
                        .body()
                        .at("/value/0/address")
                        .asText())
                .isEqualTo(address);
    }

    @Test
    void aRecipientIsShownAsItWasPutAndListed() {
        Outlay.Answer made = recipient().wish(recipient().quietNow());

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
