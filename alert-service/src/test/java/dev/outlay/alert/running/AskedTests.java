package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;

/** Asks for tests of receivers at a billing account that no other test has, and follows them to their end. */
record AskedTests(Outlay outlay, Receiver receiver, String account) {

    private static final Duration SOON = Duration.ofSeconds(20);

    AskedTests(Outlay outlay, Receiver receiver) {
        this(outlay, receiver, "tests-" + UUID.randomUUID());
    }

    String insights() {
        return Crossings.account(account) + "/providers/Microsoft.Insights";
    }

    String webhook(String more) {
        return "\"webhookReceivers\":[{" + more + "\"name\":\"hook\",\"serviceUri\":\"" + receiver.uri() + "\"}]";
    }

    Outlay.Answer ask(String place, String alertType, String lists) {
        return outlay.admin(
                "POST",
                place + "/createNotifications" + Groups.VERSION,
                "{\"alertType\":\"" + alertType + "\"," + lists + "}");
    }

    String status(Outlay.Answer started) {
        assertThat(started.status()).as(started.body().toString()).isEqualTo(202);
        assertThat(started.response().headers().firstValue("Retry-After")).contains("1");
        String location = started.response().headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(Outlay.config("test.url") + "/").contains("api-version=");
        return location.replace(Outlay.config("test.url"), "");
    }

    /** Follows the location as a client of long runs does: by the status alone. */
    JsonNode ended(Outlay.Answer started) {
        String location = status(started);
        await().atMost(SOON).until(() -> outlay.admin("GET", location, null).status() == 200);
        return outlay.admin("GET", location, null).body();
    }

    static JsonNode detail(JsonNode status, String name) {
        return status.path("actionDetails")
                .valueStream()
                .filter(each -> each.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
