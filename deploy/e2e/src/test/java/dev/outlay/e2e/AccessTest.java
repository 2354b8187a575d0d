package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.local.Persona;
import dev.outlay.local.ReceivedMail;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class AccessTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** What the partner is invoiced: nothing that a customer's user sees may hold it. */
    private static final String INVOICED = "7.7713";

    private static final String RETAIL = "11.25";

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("access");
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String subscriptionScope = "/subscriptions/" + subscription;
    private final String owner = UUID.randomUUID().toString();
    private final Client customersOwner = outlay.door(owner, customer, Set.of());
    private final String email = account.name() + "@example.com";

    @Test
    void who_has_no_token_gets_401_and_who_has_no_right_gets_403_at_every_part() {
        for (String path : List.of(
                Account.budget(account.id(), "b"),
                Account.budget(subscriptionScope, "b"),
                Account.alerts(account.id()),
                Account.alerts(subscriptionScope),
                account.actionGroup("g") + "?api-version=2021-09-01",
                "/v1/imports",
                "/v1/ledger",
                "/v1/deliveries")) {
            assertThat(outlay.doorOfNobody().get(path).status()).as(path).isEqualTo(401);
            Answer denied = outlay.door(OUTSIDER).get(path);
            assertThat(denied.status()).as(path + denied.body()).isEqualTo(403);
            assertThat(denied.json().at("/error/code").asText()).as(path).isNotBlank();
        }
        Charge charge = Charge.of("1", account, customer, "1");
        assertThat(CostEvents.post(outlay.doorOfNobody(), List.of(charge)).status())
                .isEqualTo(401);
        assertThat(CostEvents.post(outlay.door(OUTSIDER), List.of(charge)).status())
                .isEqualTo(403);
        assertThat(outlay.ledger().ledgerRows(account.name())).isZero();
    }

    @Test
    void a_customer_sees_its_subscription_only_while_the_policy_allows_and_never_an_invoiced_price() {
        charge("1");
        assign(owner);
        assign(GLOBAL_ADMIN.principalId());
        setPolicy("Allowed");
        String path = Account.budget(subscriptionScope, "mine");
        Answer made = await("budget")
                .atMost(SOON)
                .until(
                        () -> customersOwner.put(path, Bodies.monthly("20", "GreaterThan", email, "", 80)),
                        answer -> answer.status() == 201);
        assertThat(made.json().at("/properties/currentSpend/unit").asText()).isEqualTo("CHF");

        charge("2");

        await("spend").atMost(SOON).untilAsserted(() -> assertThat(
                        customersOwner.get(path).currentSpend())
                .isEqualByComparingTo("22.50"));
        Steadily.holds("one alert, one mail", SOON, () -> {
            assertThat(customersOwner
                            .get(Account.alerts(subscriptionScope))
                            .json()
                            .path("value"))
                    .hasSize(1);
            assertThat(mails()).hasSize(1);
        });
        Answer alerts = customersOwner.get(Account.alerts(subscriptionScope));
        ReceivedMail mail = mails().getFirst();
        for (String seen : List.of(
                customersOwner.get(path).body(),
                alerts.body(),
                String.valueOf(mail.text()),
                String.valueOf(mail.html()))) {
            assertThat(seen).doesNotContain(INVOICED, "15.5426");
        }
        assertBillingScopesAreClosed();

        setPolicy("NotAllowed");

        assertThat(customersOwner.get(path).status()).isEqualTo(403);
        await("alerts are closed")
                .atMost(SOON)
                .until(() ->
                        customersOwner.get(Account.alerts(subscriptionScope)).status() == 403);
        assertThat(admin.get(path).status()).isEqualTo(200);
    }

    private void charge(String id) {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        id, account, customer, subscription, new BigDecimal(INVOICED), new BigDecimal(RETAIL))));
        await("charge is counted")
                .atMost(SOON)
                .until(() -> outlay.ledger().ledgerRows(account.name()) == Long.parseLong(id));
    }

    private void assign(String principal) {
        Answer assigned = admin.put(
                subscriptionScope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + principal + "\"}}");
        assertThat(assigned.status()).as(assigned.body()).isEqualTo(201);
    }

    private void setPolicy(String viewCharges) {
        Answer set = admin.put(
                account.customer(customer) + "/policies/default?api-version=2019-10-01-preview",
                "{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    private List<ReceivedMail> mails() {
        return outlay.mail().messages().stream()
                .filter(mail -> mail.to().contains(email))
                .toList();
    }

    private void assertBillingScopesAreClosed() {
        for (String scope : List.of(
                account.id(), account.id() + "/billingProfiles/CHFP-" + account.name(), account.customer(customer))) {
            assertThat(customersOwner.get(Account.budget(scope, "x")).status())
                    .as(scope)
                    .isEqualTo(403);
            assertThat(customersOwner.get(Account.alerts(scope)).status())
                    .as(scope)
                    .isEqualTo(403);
        }
        assertThat(outlay.door(Persona.CUSTOMER_OWNER)
                        .get(Account.budget(subscriptionScope, "mine"))
                        .status())
                .as("another customer's owner")
                .isEqualTo(403);
    }
}
