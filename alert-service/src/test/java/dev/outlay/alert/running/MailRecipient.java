package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A recipient of mail that no other test has, and that wishes when it wants it. */
record MailRecipient(Outlay outlay, Clock clock, String address) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Duration SOON = Duration.ofSeconds(20);

    /** After this what was {@link #quietNow} is over. */
    static final Duration LATER = Duration.ofMinutes(61);

    /** From an hour ago till in about an hour. */
    String quietNow() {
        Instant now = clock.instant();
        return "\"quietHours\":[{\"from\":\"" + CLOCK.format(now.minusSeconds(3600)) + "\",\"to\":\""
                + CLOCK.format(now.plusSeconds(3600)) + "\"}]";
    }

    Outlay.Answer wish(String more) {
        Outlay.Answer answer = outlay.admin(
                "PUT",
                "/v1/recipients/" + address.toUpperCase(Locale.ROOT),
                "{\"timeZone\":\"Etc/UTC\"" + (more.isEmpty() ? "" : "," + more) + "}");
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
        return answer;
    }

    /** Of a budget of this name. */
    Crossings named(String budget) {
        Crossings crossing = Crossings.crossing().emails(address);
        ((ObjectNode) crossing.data().path("budget")).put("name", budget);
        return crossing;
    }

    JsonNode delivery(Crossings crossing) {
        String id = outlay.sql("select delivery_id from delivery_alert where alert_id = '" + crossing.id() + "'")
                .getFirst();
        return outlay.admin("GET", "/v1/deliveries/" + id, null).body();
    }

    void awaitStatus(Crossings alert, String status) {
        await().atMost(SOON)
                .until(
                        () -> outlay.sql("select status from alert where id = '" + alert.id() + "'"),
                        List.of(status)::equals);
    }
}
