package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of receivers goes the way of every alert, is marked, and says what came of it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TestSendsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final AskedTests tests = new AskedTests(outlay, receiver);

    @Inject
    MovableClock clock;

    @BeforeEach
    void enough() {
        outlay.sql("update test_send set principal = 'nobody'"); // Of other tests, which ask as the same people.
    }

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    @Test
    void whatCameOfEachReceiverIsSaidAndTheBodyAndTheMailAreMarked() throws Exception {
        String address = Crossings.address();
        JsonNode status = tests.ended(tests.ask(
                tests.insights(),
                "actualcostbudget",
                tests.webhook("\"secret\":\"" + SECRET + "\",")
                        + ",\"emailReceivers\":[{\"name\":\"mail\",\"emailAddress\":\"" + address
                        + "\"}],\"smsReceivers\":[{\"name\":\"sms\"}]"));

        assertThat(status.path("state").asText()).isEqualTo("Completed");
        assertThat(status.at("/context/notificationSource").asText()).isEqualTo("Microsoft.Insights/TestNotification");
        assertThat(status.path("completedTime").asText()).doesNotStartWith("0001");
        JsonNode hook = AskedTests.detail(status, "hook");
        assertThat(hook.path("MechanismType").asText()).isEqualTo("Webhook");
        assertThat(hook.path("Status").asText()).isEqualTo("Completed");
        assertThat(hook.path("State").asText()).isEqualTo("Delivered");
        assertThat(hook.path("LatencyMilliseconds").isIntegralNumber()).isTrue();
        assertThat(hook.path("SendTime").isTextual()).isTrue();
        assertThat(AskedTests.detail(status, "mail").path("MechanismType").asText())
                .isEqualTo("Email");
        assertThat(AskedTests.detail(status, "mail").path("Status").asText()).isEqualTo("Completed");
        assertThat(AskedTests.detail(status, "sms").path("Status").asText()).isEqualTo("Failed");
        assertThat(AskedTests.detail(status, "sms").path("SubState").asText()).isEqualTo("Unsupported");

        Receiver.Message message = receiver.messages().getFirst();
        JsonNode event = JSON.readTree(message.body());
        assertThat(event.at("/data/test").booleanValue()).isTrue();
        assertThat(event.at("/data/budget/name").asText()).isEqualTo("Test_actual_cost_budget");
        assertThat(event.path("id").asText()).isEqualTo(message.header("webhook-id"));
        assertThat(message.header("webhook-signature")).isEqualTo(signature(message));
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject()).startsWith("[Test] ");
        assertThat(mail.text()).startsWith("This is a test");
        assertThat(mail.html()).contains("This is a test");
    }

    private static String signature(Receiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "."
                + new String(message.body(), StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(Outlay.bytes(signed)));
    }

    @Test
    void aGroupIsTestedWithItsOwnReceiversSecretAndForm() throws Exception {
        String group = Groups.at(tests.account());
        outlay.admin(
                "PUT",
                group + Groups.VERSION,
                "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\","
                        + tests.webhook("\"useCommonAlertSchema\":true,\"secret\":\"" + SECRET + "\",") + "}}");

        JsonNode status = tests.ended(outlay.admin(
                "POST", group + "/createNotifications" + Groups.VERSION, "{\"alertType\":\"forecastedbudget\"}"));

        assertThat(status.path("actionDetails")).hasSize(1);
        Receiver.Message message = receiver.messages().getFirst();
        assertThat(message.header("webhook-signature")).isEqualTo(signature(message));
        JsonNode body = JSON.readTree(message.body());
        assertThat(body.path("schemaId").asText()).isEqualTo("azureMonitorCommonAlertSchema");
        assertThat(body.at("/data/alertContext/AlertData/ThresholdType").asText())
                .isEqualTo("Forecasted");
        assertThat(body.at("/data/customProperties/test").asText()).isEqualTo("true");

        assertThat(tests.ended(tests.ask(group, "budget", tests.webhook("")))
                        .path("state")
                        .asText())
                .isEqualTo("Completed");
        assertThat(receiver.messages().getLast().header("webhook-signature"))
                .as("the same name and address: the kept secret")
                .isEqualTo(signature(receiver.messages().getLast()));
        assertThat(tests.ended(tests.ask(group, "budget", tests.webhook("").replace("key=1", "key=2")))
                        .path("state")
                        .asText())
                .isEqualTo("Completed");
        assertThat(receiver.messages().getLast().header("webhook-signature"))
                .as("another address is never told with the kept secret")
                .isNotEmpty()
                .isNotEqualTo(signature(receiver.messages().getLast()));
    }

    @Test
    void anEndpointThatFailsIsTriedOnceAndOneInAPrivateNetworkNever() {
        receiver.answering(500);
        JsonNode status = tests.ended(tests.ask(tests.insights(), "budget", tests.webhook("")));
        assertThat(AskedTests.detail(status, "hook").path("Status").asText()).isEqualTo("Failed");
        assertThat(AskedTests.detail(status, "hook").path("SubState").asText()).isEqualTo("GaveUp");
        assertThat(AskedTests.detail(status, "hook").path("Detail").asText()).contains("server-error", "HTTP 500");
        assertThat(receiver.messages()).hasSize(1);

        Outlay.Answer refused = tests.ask(
                tests.insights(),
                "budget",
                tests.webhook("").replace("127.0.0.2", "127.0.0.3").replace("hook", "private"));
        assertThat(refused.status()).isEqualTo(400);
        JsonNode hidden = tests.ended(
                tests.ask(tests.insights(), "budget", tests.webhook("").replace("127.0.0.2", "inside.test")));
        assertThat(AskedTests.detail(hidden, "hook").path("SubState").asText()).isEqualTo("Refused");
        assertThat(AskedTests.detail(hidden, "hook").path("Reason").asText()).isEqualTo("address-not-allowed");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void aTestIsNoAlertAndIsNotSentAgainWithWhatAnOutageHasLeft() {
        receiver.answering(500);
        String location = tests.status(tests.ask(tests.insights(), "budget", tests.webhook("")));
        await().atMost(SOON).until(() -> outlay.admin("GET", location, null).status() == 200);
        String id = location.replaceAll("[?].*", "").replaceAll(".*/", "");
        String alerts = Crossings.alerts(Crossings.account(tests.account()));
        assertThat(outlay.admin("GET", alerts + Outlay.VERSION, null).body().path("value"))
                .isEmpty();
        assertThat(outlay.admin("GET", alerts + "/" + id + Outlay.VERSION, null).status())
                .isEqualTo(404);
        assertThat(outlay.admin(
                                "PATCH",
                                alerts + "/" + id + Outlay.VERSION,
                                "{\"properties\":{\"status\":\"Dismissed\"}}")
                        .status())
                .isEqualTo(404);

        outlay.admin(
                "POST",
                "/v1/deliveries/replay",
                "{\"since\":\"2020-01-01T00:00:00Z\",\"endpoint\":\"http://127.0.0.2:" + receiver.port() + "\"}");
        assertThat(outlay.states(id)).containsExactly("webhook GaveUp server-error");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void whileItIsOnItsWayTheStateSaysSoAndTheLocationAnswers202() throws InterruptedException {
        CountDownLatch dead = senderDies();
        receiver.silent();
        String location = tests.status(tests.ask(tests.insights(), "budget", tests.webhook("")));
        assertThat(dead.await(20, TimeUnit.SECONDS)).isTrue();
        Outlay.Answer running = outlay.admin("GET", location, null);
        assertThat(running.status()).isEqualTo(202);
        assertThat(running.response().headers().firstValue("Location")).isPresent();
        Outlay.Answer asked = outlay.admin("GET", location.replace("&longRunning=true", ""), null);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body().path("state").asText()).isEqualTo("InProgress");
        assertThat(asked.body().path("completedTime").asText()).isEqualTo("0001-01-01T00:00:00+00:00");
        assertThat(AskedTests.detail(asked.body(), "hook").path("Status").asText())
                .isEqualTo("InProgress");
        receiver.doingBeforeAnswer(() -> {});
        clock.moveOn(Duration.ofMinutes(3));
        await().atMost(SOON).until(() -> outlay.admin("GET", location, null).status() == 200);
        assertThat(AskedTests.detail(outlay.admin("GET", location, null).body(), "hook")
                        .path("Reason")
                        .asText())
                .isEqualTo("timeout");
    }

    /** Whoever sends dies: the claim is left to the end of its lease, and then another sends under the same id. */
    @Test
    void aTestWhoseSenderDiedIsSentWhenItsLeaseEnds() throws InterruptedException {
        CountDownLatch dead = senderDies();
        String location = tests.status(tests.ask(tests.insights(), "budget", tests.webhook("")));
        assertThat(dead.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(receiver.messages()).hasSize(1);
        assertThat(outlay.admin("GET", location, null).status()).isEqualTo(202);
        receiver.doingBeforeAnswer(() -> {});
        clock.moveOn(Duration.ofMinutes(3));
        await().atMost(SOON).until(() -> outlay.admin("GET", location, null).status() == 200);
        assertThat(receiver.messages()).hasSize(2);
        assertThat(receiver.messages().get(0).header("webhook-id"))
                .isEqualTo(receiver.messages().get(1).header("webhook-id"));
    }

    /** The claim is another's as soon as the message has come: what came of it counts no more, and it is on its way until the lease ends, however long that is looked at. */
    private CountDownLatch senderDies() {
        CountDownLatch dead = new CountDownLatch(1);
        ClassLoader settings = Thread.currentThread().getContextClassLoader(); // The database is found by it.
        receiver.doingBeforeAnswer(() -> {
            Thread.currentThread().setContextClassLoader(settings);
            outlay.sql("update delivery set claim = '" + UUID.randomUUID() + "' where endpoint like '%:"
                    + receiver.port() + "'");
            dead.countDown();
        });
        return dead;
    }
}
