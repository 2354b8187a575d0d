package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has moved a spend is said by mail and by webhook, and an alert of which that is garbled is told without it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExplainedAlertsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final String address = Crossings.address();

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    @Test
    void mailAndWebhookSayWhatHasMovedTheSpend() throws Exception {
        Crossings explained = Crossings.explained().emails(address).groups(Groups.webhook(outlay, receiver.uri()));
        ((ObjectNode) explained.data().at("/explanation/services/2")).put("name", "<b>AI</b>");
        outlay.tell(explained);
        outlay.awaitStates(explained, "email Delivered", "webhook Delivered");

        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.text())
                .contains(
                        "What moved most, compared with October 1, 2026 – October 20, 2026:",
                        "  service Virtual Machines: CHF 5,210.75, CHF 1,810.25 more",
                        "  service <b>AI</b>: CHF 212.00, CHF 212.00 more",
                        "  resource group rg-data in subscription 6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10: CHF 1,689.65, CHF 430.00 less");
        assertThat(mail.html())
                .contains(
                        "What moved most, compared with October 1, 2026 – October 20, 2026",
                        "service &lt;b&gt;AI&lt;/b&gt;",
                        "CHF 5,210.75, CHF 1,810.25 more")
                .doesNotContain("<b>AI");
        JsonNode body = JSON.readTree(receiver.messages().getFirst().body());
        assertThat(body.path("type").asText()).isEqualTo("dev.outlay.alert.v1");
        assertThat(body.at("/data/explanation").toString())
                .isEqualTo(explained.data().path("explanation").toString());
    }

    @Test
    void anAlertOfWhichItIsGarbledIsToldWithoutIt() throws Exception {
        Crossings garbled = Crossings.explained().emails(address).groups(Groups.webhook(outlay, receiver.uri()));
        ((ObjectNode) garbled.data().at("/explanation/services/1")).put("spend", "much");
        outlay.tell(garbled);
        outlay.awaitStates(garbled, "email Delivered", "webhook Delivered");

        assertThat(outlay.mails(address).getFirst().text())
                .contains("CHF 8,012.40 of CHF 10,000.00 spent")
                .doesNotContain("What moved");
        assertThat(JSON.readTree(receiver.messages().getFirst().body())
                        .path("data")
                        .has("explanation"))
                .isFalse();
    }
}
