package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.local.Persona;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may test receivers, how often, and what cannot be meant. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TestSendRulesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final AskedTests tests = new AskedTests(outlay, receiver);
    private final People people = new People(outlay);
    private final String principal = UUID.randomUUID().toString();

    @Inject
    MovableClock clock;

    @BeforeEach
    void enough() {
        outlay.sql("update test_send set principal = 'nobody'"); // Of other tests, which ask as the same people.
    }

    @AfterEach
    void close() {
        people.hush();
        receiver.close();
        outlay.close();
    }

    @Test
    void aPrincipalMayAskForThirtyTestsInTenMinutes() {
        String admin = outlay.token(principal, Persona.PARTNER_TENANT);
        People.Owner owner = people.owner("Owner");
        outlay.assign(People.id(), owner.scope(), principal, "Owner");
        String path = owner.scope() + "/providers/Microsoft.Insights/createNotifications" + Groups.VERSION;
        String body = "{\"alertType\":\"budget\",\"smsReceivers\":[{\"name\":\"sms\"}]}";
        await().atMost(SOON).until(() -> outlay.call(admin, "POST", path, body).status() == 202);
        Set<Integer> statuses = new HashSet<>();
        for (int i = 1; i < 30; i++) {
            statuses.add(outlay.call(admin, "POST", path, body).status());
        }
        assertThat(statuses).containsExactly(202);
        Outlay.Answer tooOften = outlay.call(admin, "POST", path, body);
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.code()).isEqualTo("TooManyRequests");
        assertThat(Integer.parseInt(
                        tooOften.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 601);
        assertThat(outlay.call(people.token(owner), "POST", path, body).status())
                .as("somebody else")
                .isEqualTo(202);
        clock.moveOn(Duration.ofMinutes(11));
        await().atMost(SOON).until(() -> outlay.call(admin, "POST", path, body).status() == 202);
    }

    @Test
    void aCustomerSeesItsOwnTestsAloneAndNothingOfWhatAnEndpointSaid() {
        People.Owner owner = people.owner("Owner");
        String path = owner.scope() + "/providers/Microsoft.Insights/createNotifications" + Groups.VERSION;
        receiver.answering(500);
        Outlay.Answer started =
                outlay.call(people.token(owner), "POST", path, "{\"alertType\":\"budget\"," + tests.webhook("") + "}");
        String location = tests.status(started);
        await().atMost(SOON)
                .until(() ->
                        outlay.call(people.token(owner), "GET", location, null).status() == 200);
        JsonNode seen = outlay.call(people.token(owner), "GET", location, null).body();
        assertThat(AskedTests.detail(seen, "hook").path("Detail").asText()).isEqualTo("server-error: HTTP 500");

        String elsewhere = location.replace(owner.subscription(), People.id());
        assertThat(outlay.call(people.token(owner), "GET", elsewhere, null).status())
                .isEqualTo(403);
        String reader = People.id();
        outlay.assign(People.id(), owner.scope(), reader, "Reader");
        People.Owner readerThere = owner.as(reader, owner.customer());
        await().atMost(SOON)
                .until(() ->
                        people.get(readerThere, Crossings.alerts(owner.scope())).status() == 200);
        assertThat(outlay.call(people.token(readerThere), "POST", path, "{}").status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(readerThere), "GET", location, null).status())
                .isEqualTo(200);
        outlay.sql("update test_send set customer_key = 'another/customer' where place_key = '" + owner.scope() + "'");
        assertThat(outlay.call(people.token(owner), "GET", location, null).status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeMeantIsRefusedWithItsPlace() {
        Map<String, String> refused = Map.of(
                "{\"alertType\":\"servicehealth\",\"smsReceivers\":[{\"name\":\"s\"}]}", "/alertType",
                "{\"smsReceivers\":[{\"name\":\"s\"}]}", "/alertType",
                "{\"alertType\":\"budget\"}", "At least one receiver",
                "{\"alertType\":\"budget\",\"pigeonReceivers\":[{\"name\":\"s\"}]}", "/pigeonReceivers",
                "{\"alertType\":\"budget\",\"emailReceivers\":[{\"name\":\"s\",\"emailAddress\":\"x\"}]}",
                        "/emailReceivers/0/emailAddress",
                "{\"alertType\":\"budget\",\"webhookReceivers\":[{\"name\":\"s\",\"serviceUri\":\"https://10.0.0.1/\"}]}",
                        "/webhookReceivers/0/serviceUri");
        refused.forEach((body, place) -> {
            Outlay.Answer answer =
                    outlay.admin("POST", tests.insights() + "/createNotifications" + Groups.VERSION, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().at("/error/message").asText()).contains(place);
        });
        assertThat(outlay.admin(
                                "POST",
                                Groups.at(tests.account()) + "/createNotifications" + Groups.VERSION,
                                "{\"alertType\":\"budget\"}")
                        .status())
                .isEqualTo(404);
        assertThat(outlay.admin("GET", tests.insights() + "/notificationStatus/x" + Groups.VERSION, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theOfficialExampleIsAnsweredForEachOfItsReceivers() throws Exception {
        Assumptions.assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        JsonNode example =
                JSON.readTree(Reference.file("azure-examples/Microsoft.Insights/2021-09-01/postTestNotifications.json")
                        .toFile());
        String text = example.at("/parameters/notificationRequest")
                .toString()
                .replaceAll("http://www.example.com/", receiver.uri("127.0.0.2").replace("/hook?key=1", "/"));
        JsonNode status =
                tests.ended(outlay.admin("POST", tests.insights() + "/createNotifications" + Groups.VERSION, text));
        assertThat(status.path("actionDetails").findValuesAsText("MechanismType"))
                .contains(
                        "Email",
                        "Sms",
                        "Webhook",
                        "SecureWebhook",
                        "Itsm",
                        "AzureAppPush",
                        "AutomationRunbook",
                        "Voice")
                .contains("LogicApp", "AzureFunction", "EventHub");
        assertThat(receiver.messages()).hasSize(1);
    }
}
