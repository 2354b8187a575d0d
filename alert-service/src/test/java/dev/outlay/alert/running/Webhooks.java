package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The webhook of a group that has one, as the API shows it and lets people change it. */
record Webhooks(Outlay outlay) {

    private static final Duration SOON = Duration.ofSeconds(30);

    JsonNode webhook(String group) {
        Outlay.Answer answer = outlay.admin("GET", "/v1/webhooks" + group, null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("value")).hasSize(1);
        return answer.body().at("/value/0");
    }

    JsonNode awaitVerification(String group, String state, String word) {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode found = webhook(group).path("verification");
            assertThat(found.path("state").asText()).isEqualTo(state);
            assertThat(found.path("nextAt").isNull()).as(found.toString()).isTrue();
            assertThat(Stream.of("reason", "means").map(name -> found.path(name).asText()))
                    .contains(word);
        });
        return webhook(group).path("verification");
    }

    Outlay.Answer verify(String group) {
        return outlay.admin("POST", "/v1/webhooks" + group + "/verify", "{\"receiverName\":\"HOOK\"}");
    }

    void awaitState(String group, String state, String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(webhook(group).path("state").asText()).isEqualTo(state);
            assertThat(webhook(group).path("reason").asText()).isEqualTo(reason);
        });
    }

    JsonNode recovered(String group, Instant since) {
        Outlay.Answer begun = outlay.admin(
                "POST", "/v1/webhooks" + group + "/recover", "{\"receiverName\":\"hook\",\"since\":\"" + since + "\"}");
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String location = begun.response().headers().firstValue("location").orElseThrow();
        String path = location.substring(location.indexOf("/v1/"));
        return await().atMost(SOON).until(() -> outlay.admin("GET", path, null).body(), body -> !body.path("state")
                .asText()
                .equals("Running"));
    }

    static String named(String group) {
        return "g.name = '" + group.substring(group.lastIndexOf('/') + 1) + "'";
    }
}
