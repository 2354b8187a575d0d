package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Has receivers tried, and follows that to its end. */
record Conformance(Outlay outlay) {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Others may have asked as the same people. */
    void enough() {
        outlay.sql(
                "update conformance_run set asked_by = 'nobody', finished_at = created_at, state = 'Interrupted' where state = 'Running'");
        outlay.sql("update conformance_run set asked_by = 'nobody'");
    }

    Outlay.Answer ask(String group) {
        return outlay.admin("POST", "/v1/webhooks" + group + "/conformance", "{\"receiverName\":\"HOOK\"}");
    }

    /** Where the answer says that it tells how it goes. */
    static String location(Outlay.Answer begun) {
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        assertThat(begun.response().headers().firstValue("Retry-After")).contains("1");
        String location = begun.response().headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(Outlay.config("test.url") + "/v1/webhooks/");
        return location.substring(Outlay.config("test.url").length());
    }

    JsonNode ended(Outlay.Answer begun) {
        String location = location(begun);
        return await().atMost(SOON)
                .until(
                        () -> outlay.admin("GET", location, null).body(),
                        report -> !report.path("state").asText().equals("Running"));
    }

    JsonNode report(String group) {
        return ended(ask(group));
    }

    /** What was found, by the names of the cases; with the reason where there is one. */
    static Map<String, String> findings(JsonNode report) {
        return report.path("cases")
                .valueStream()
                .collect(Collectors.toMap(
                        each -> each.path("name").asText(),
                        each -> each.path("verdict").asText()
                                + (each.path("reason").isNull()
                                        ? ""
                                        : ": " + each.path("reason").asText()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    static JsonNode of(JsonNode report, String name) {
        return report.path("cases")
                .valueStream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A statement that makes runs as if somebody had begun them and some replica carried them on. */
    static String running(String by, String group, String until, int claims, int number) {
        return "insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, claim,"
                + " claimed_until, claims, created_at) select gen_random_uuid(), " + group
                + ", 'hook', 'x', 'https://hooks.example:443', 'CloudEvents', 'Running', " + by
                + ", gen_random_uuid(), " + until + ", "
                + claims + ", now() from generate_series(1, " + number + ")";
    }
}
