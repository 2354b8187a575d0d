package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is said of a forecast, in a mail and to a webhook: what is expected, beside what was spent, so that nobody takes one for the other. */
class ForecastedWordsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode golden() throws IOException {
        return (ObjectNode) JSON.readTree(Repository.root()
                        .resolve("deploy/contracts/examples/crossing-forecasted.json")
                        .toFile())
                .path("data");
    }

    private static Parcel parcel(JsonNode data) throws Exception {
        Crossing crossing = CrossingJson.read(UUID.randomUUID(), new Fields(data, "/data"));
        return new Parcel(
                UUID.randomUUID(),
                "finance@fabrikam.example",
                "finance@fabrikam.example",
                List.of(),
                BodyFormat.CLOUD_EVENTS,
                false,
                Instant.EPOCH,
                List.of(crossing));
    }

    @Test
    void aMailSaysWhatIsForecastedAndWhatIsSpent() throws Exception {
        AlertMail mail = AlertMail.of(parcel(golden()), "https://outlay.example", "", "");

        AlertMail.Item item = mail.items().getFirst();
        assertThat(mail.subject())
                .startsWith("Budget alpine-monthly: CHF 10,734.55 of ")
                .contains("forecasted, over 100");
        assertThat(item.headline()).startsWith("CHF 10,734.55 of ").contains("forecasted, over 100");
        assertThat(item.rows())
                .filteredOn(row -> row.label().equals("Spend"))
                .extracting(AlertMail.Row::value)
                .containsExactly("CHF 4,120.18");
    }

    @Test
    void aWebhookSaysBoth() throws Exception {
        JsonNode said = JSON.readTree(WebhookMessage.body(parcel(golden()), "", Optional.empty()));

        assertThat(said.at("/data/notification/thresholdType").asText()).isEqualTo("Forecasted");
        assertThat(said.at("/data/forecast").asText()).isEqualTo("10734.55");
        assertThat(said.at("/data/spend").asText()).isEqualTo("4120.18");
    }

    @Test
    void aSpendHasNoForecast() throws Exception {
        ObjectNode actual = golden();
        actual.remove("forecast");
        ((ObjectNode) actual.path("notification")).put("thresholdType", "Actual");

        assertThat(JSON.readTree(WebhookMessage.body(parcel(actual), "", Optional.empty()))
                        .at("/data")
                        .has("forecast"))
                .isFalse();
        assertThat(AlertMail.of(parcel(actual), "", "", "").subject()).contains("CHF 4,120.18 of ", "spent");
    }
}
