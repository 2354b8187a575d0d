package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The headers by which programs know a mail. */
class MailHeadersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID ID = UUID.fromString("1f5f4ad8-2f7b-4ce6-8f30-0f4f6f2a1c02");
    private static final String ROOT = "<5f0c6c1e-1d2b-4a39-8c7d-6e5f4a3b2c1d.2026-11-01@outlay.example>";

    private static Crossing crossing(String id, String start) throws Exception {
        JsonNode event = JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/crossing-actual.json")
                .toFile());
        ((ObjectNode) event).put("id", id);
        ((ObjectNode) event.at("/data/period")).put("start", start);
        return CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> headers(Optional<String> unsubscribe, Crossing... crossings) {
        return MailHeaders.of(
                new Parcel(
                        ID,
                        "a@b.example",
                        "a@b.example",
                        List.of(),
                        BodyFormat.CLOUD_EVENTS,
                        false,
                        Instant.EPOCH,
                        List.of(crossings)),
                "outlay.example",
                unsubscribe);
    }

    @Test
    void aMailIsKnownByItsDeliveryAndAnswersToTheThreadOfItsBudgetAndPeriod() throws Exception {
        assertThat(headers(Optional.empty(), crossing(UUID.randomUUID().toString(), "2026-11-01")))
                .containsExactly(
                        Map.entry("Message-ID", "<1f5f4ad8-2f7b-4ce6-8f30-0f4f6f2a1c02@outlay.example>"),
                        Map.entry("Auto-Submitted", "auto-generated"),
                        Map.entry("In-Reply-To", ROOT),
                        Map.entry("References", ROOT));
    }

    @Test
    void anotherPeriodIsAnotherThreadAndADigestOfBothIsInNone() throws Exception {
        Crossing november = crossing(UUID.randomUUID().toString(), "2026-11-01");
        Crossing again = crossing(UUID.randomUUID().toString(), "2026-11-01");
        Crossing october = crossing(UUID.randomUUID().toString(), "2026-10-01");

        assertThat(headers(Optional.empty(), october).get("References")).isNotEqualTo(ROOT);
        assertThat(headers(Optional.empty(), november, again)).containsEntry("References", ROOT);
        assertThat(headers(Optional.empty(), november, october)).doesNotContainKeys("References", "In-Reply-To");
    }

    @Test
    void oneClickIsOfferedOverHttpsAlone() throws Exception {
        Crossing crossing = crossing(UUID.randomUUID().toString(), "2026-11-01");

        assertThat(headers(Optional.of("https://outlay.example/v1/unsubscribe/x"), crossing))
                .containsEntry("List-Unsubscribe", "<https://outlay.example/v1/unsubscribe/x>")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        assertThat(headers(Optional.of("http://localhost/v1/unsubscribe/x"), crossing))
                .containsKey("List-Unsubscribe")
                .doesNotContainKey("List-Unsubscribe-Post");
    }
}
