package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.cost.WebhookSignature;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.local.ReceivedMail;
import dev.outlay.local.ReceivedWebhook;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class CostToAlertTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("path");
    private final String customer = UUID.randomUUID().toString();
    private final String scope = account.customer(customer);
    private final String email = account.name() + "@example.com";

    @Test
    void a_charge_that_crosses_a_customers_budget_arrives_as_mail_and_as_signed_webhook() {
        String secret = makeActionGroup();
        Answer made = admin.put(
                Account.budget(scope, "monthly"),
                Bodies.monthly("100", "GreaterThan", email, account.actionGroup("hook"), 80));
        assertThat(made.status()).as(made.body()).isEqualTo(201);

        CostEvents.accepted(outlay.publisher(), List.of(Charge.of("1", account, customer, "79.99")));
        CostEvents.accepted(admin, List.of(Charge.of("2", account, customer, "0.010000000000000001")));

        assertToldOnce();
        assertWebhook(secret, webhooks().getFirst());
        assertMail(mails().getFirst());
        assertThat(admin.get(Account.budget(scope, "monthly")).currentSpend())
                .isEqualByComparingTo("80.000000000000000001");
        assertListed();
    }

    @Test
    void nothing_is_told_before_the_threshold_is_passed() {
        makeActionGroup();
        admin.put(
                Account.budget(scope, "monthly"),
                Bodies.monthly("100", "GreaterThan", email, account.actionGroup("hook"), 80, 90));

        CostEvents.accepted(outlay.publisher(), List.of(Charge.of("1", account, customer, "80")));
        await("spend").atMost(SOON).untilAsserted(() -> assertThat(
                        admin.get(Account.budget(scope, "monthly")).currentSpend())
                .isEqualByComparingTo("80"));
        CostEvents.accepted(outlay.publisher(), List.of(Charge.of("2", account, customer, "1")));

        assertToldOnce();
        assertThat(Answer.json(webhooks().getFirst().body()).at("/data/spend").asText())
                .isEqualTo("81");
    }

    private String makeActionGroup() {
        Answer made = admin.put(
                account.actionGroup("hook") + "?api-version=2021-09-01",
                Bodies.actionGroup(outlay.webhookUri(account.name())));
        assertThat(made.status()).as(made.body()).isIn(200, 201);
        String secret = made.json().at("/properties/webhookReceivers/0/secret").asText();
        assertThat(secret).startsWith("whsec_");
        return secret;
    }

    private List<ReceivedWebhook> webhooks() {
        return outlay.inbox().webhooks().stream()
                .filter(webhook -> webhook.name().equals(account.name()))
                .toList();
    }

    private List<ReceivedMail> mails() {
        return outlay.mail().messages().stream()
                .filter(mail -> mail.to().contains(email))
                .toList();
    }

    private void assertToldOnce() {
        Steadily.holds("one alert, told once to each receiver", SOON, () -> {
            assertThat(admin.get(Account.alerts(scope)).json().path("value")).hasSize(1);
            assertThat(outlay.alerts().deliveries(scope))
                    .containsExactlyInAnyOrder("email Delivered", "webhook Delivered");
            assertThat(mails()).hasSize(1);
            assertThat(webhooks()).hasSize(1);
        });
    }

    private static void assertWebhook(String secret, ReceivedWebhook received) {
        assertThat(WebhookSignature.holds(secret, received)).isTrue();
        assertThat(WebhookSignature.holds("whsec_" + "A".repeat(32), received)).isFalse();
        JsonNode event = Answer.json(received.body());
        assertThat(event.path("type").asText()).isEqualTo("dev.outlay.alert.v1");
        assertThat(event.path("id").asText()).isEqualTo(received.headers().get("webhook-id"));
        assertThat(event.at("/data/spend").asText()).isEqualTo("80.000000000000000001");
        assertThat(event.at("/data/currency").asText()).isEqualTo("CHF");
        assertThat(event.at("/data/budget/name").asText()).isEqualTo("monthly");
    }

    private static void assertMail(ReceivedMail received) {
        assertThat(received.subject()).contains("monthly");
        assertThat(received.text()).contains("CHF", "monthly");
        assertThat(received.html()).contains("CHF", "monthly");
    }

    private void assertListed() {
        Answer listed = admin.get(Account.alerts(scope));
        assertThat(listed.status()).as(listed.body()).isEqualTo(200);
        assertThat(listed.json().path("value")).hasSize(1);
        JsonNode details = listed.json().at("/value/0/properties/details");
        assertThat(details.path("currentSpend").decimalValue()).isEqualByComparingTo("80.000000000000000001");
        assertThat(details.path("threshold").decimalValue()).isEqualByComparingTo("0.8");
        assertThat(admin.get(Account.alerts(account.id())).json().path("value")).isEmpty();
    }
}
