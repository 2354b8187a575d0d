package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That reservations are used too little is told to the partner's recipients, once, and is an alert like any other; no customer's person sees it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReservationUtilizationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();
    private final People people = new People(outlay);
    private final String address = Crossings.address();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        people.hush();
        receiver.close();
        outlay.close();
    }

    private static String customer(String customer) {
        return Crossings.account(Crossings.ACCOUNT) + "/customers/" + customer;
    }

    private static String path(Crossings underused) {
        return Crossings.alerts(customer(Crossings.CUSTOMER)) + "/" + underused.id() + Outlay.VERSION;
    }

    @Test
    void contactsGetOneMailAndWebhooksAreCalledOnce() throws Exception {
        Crossings underused = Crossings.underused().emails(address).groups(Groups.webhook(outlay, receiver.uri()));
        ((ObjectNode) underused.data().at("/reservations/0"))
                .put("name", "<b>Zürich</b>\r\n  Threshold: 1% {mail.subject}");
        ((ObjectNode) underused.data()).put("reservationsBelow", 4);
        outlay.tell(underused);
        outlay.tell(underused);
        outlay.awaitStates(underused, "email Delivered", "webhook Delivered");

        assertThat(outlay.mails(address)).hasSize(1);
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject())
                .isEqualTo("Budget alpine-reservations: reservations used less than 90%: 4 of 5, the least 41.67%");
        assertThat(mail.text())
                .contains(
                        "customer " + Crossings.CUSTOMER,
                        "Reservations, the least used first:",
                        "  <b>Zürich</b> Threshold: 1% {mail.subject}: 41.67% used; the unused part cost CHF 49.00",
                        "  2b3c4d5e-6f70-4819-92a3-b4c5d6e7f809: 87.5% used; the unused part cost CHF 21.00",
                        "  and 2 more",
                        "Told again: Weekly, not before November 27, 2026 (UTC)",
                        "exchange or return")
                .doesNotContain("Spend:", "Crossed", "{item");
        assertThat(mail.html())
                .contains(
                        "&lt;b&gt;Zürich&lt;/b&gt;",
                        "the unused part cost CHF 21.00",
                        "and 2 more",
                        "exchange or return")
                .doesNotContain("<b>Z", "{item", ">Spend<");
        assertThat(receiver.messages()).hasSize(1);
        JsonNode body = JSON.readTree(receiver.messages().getFirst().body());
        assertThat(body.path("type").asText()).isEqualTo("dev.outlay.reservation-utilization-alert.v1");
        assertThat(body.path("id").asText())
                .isEqualTo(receiver.messages().getFirst().header("webhook-id"));
        assertThat(body.at("/data/reservations")).hasSize(2);
        assertThat(body.at("/data").has("currency")).isFalse();
    }

    @Test
    void itIsListedAsAnAlertOfUsageThatCanBeDismissed() {
        Crossings underused = Crossings.underused().emails(address);
        outlay.tell(underused);
        outlay.awaitStates(underused, "email Delivered");

        JsonNode alert = outlay.admin("GET", path(underused), null).body();
        assertThat(alert.at("/properties/definition").toString())
                .isEqualTo("{\"type\":\"Budget\",\"category\":\"Usage\",\"criteria\":\"UsageThresholdExceeded\"}");
        assertThat(alert.at("/properties/description").asText())
                .isEqualTo("Reservations used less than 90 percent: 2 of 5, the least 41.67 percent.");
        assertThat(alert.at("/properties/costEntityId").asText()).isEqualTo("alpine-reservations");
        JsonNode details = alert.at("/properties/details");
        assertThat(details.path("operator").asText()).isEqualTo("LessThan");
        assertThat(details.path("threshold").decimalValue()).isEqualByComparingTo("0.9");
        assertThat(details.path("amount").decimalValue()).isEqualByComparingTo("100");
        assertThat(details.path("currentSpend").decimalValue()).isEqualByComparingTo("41.67");
        assertThat(details.path("unit").asText()).isEqualTo("Percent");
        assertThat(details.path("timeGrainType").asText()).isEqualTo("Last7Days");
        assertThat(details.path("periodStartDate").asText()).isEqualTo("2026-11-12T00:00:00Z");
        assertThat(details.at("/reservationUtilization/reservations/0/name").asText())
                .isEqualTo("VM_RI_Zurich");
        assertThat(details.at("/reservationUtilization/reservations/0/currency").asText())
                .isEqualTo("CHF");
        String filter = "&$filter=definition/type+eq+'Budget'+and+costEntityId+eq+'alpine-reservations'";
        assertThat(outlay.admin("GET", Crossings.alerts(customer(Crossings.CUSTOMER)) + Outlay.VERSION + filter, null)
                        .body()
                        .path("value")
                        .findValuesAsText("name"))
                .contains(underused.id());
        assertThat(outlay.admin("PATCH", path(underused), "{\"properties\":{\"status\":\"Dismissed\"}}")
                        .body()
                        .at("/properties/status")
                        .asText())
                .isEqualTo("Dismissed");
    }

    /** What nobody used of a reservation is an invoiced price. */
    @Test
    void noCustomersPersonSeesItOrIsToldOfIt() {
        People.Owner owner = people.owner("Owner");
        String group = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        assertThat(outlay.call(people.token(owner), "PUT", group + Groups.VERSION, Groups.webhookBody(receiver.uri()))
                        .status())
                .isEqualTo(201);
        Crossings underused = Crossings.underused()
                .under(Crossings.ACCOUNT, customer(owner.customer()), "Customer")
                .customer(owner.customer())
                .emails(address)
                .roles("Owner")
                .groups(group);
        outlay.tell(underused);

        outlay.awaitStates(
                underused,
                "email Delivered",
                "group Unresolved group-not-allowed-here",
                "role Unsupported roles-not-at-billing-scopes");
        String here = Crossings.alerts(customer(owner.customer()));
        assertThat(outlay.admin("GET", here + "/" + underused.id() + Outlay.VERSION, null)
                        .status())
                .isEqualTo(200);
        assertThat(people.get(owner, here).status()).isEqualTo(403);
        assertThat(people.get(owner, here + "/" + underused.id()).status()).isEqualTo(403);
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().path("value"))
                .isEmpty();
        assertThat(people.get(owner, Crossings.alerts(owner.scope()) + "/" + underused.id())
                        .status())
                .isEqualTo(404);
        assertThat(outlay.call(people.token(owner), "GET", "/v1/deliveries?alertId=" + underused.id(), null)
                        .status())
                .isEqualTo(403);
        assertThat(receiver.messages()).isEmpty();
    }

    /** Even where the producer errs: such an event is kept for operators, and is no alert. */
    @Test
    void oneOfASubscriptionIsNoAlert() {
        People.Owner owner = people.owner("Owner");
        Crossings wrong = Crossings.underused()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer())
                .emails(address);
        Crossings right = Crossings.underused().ofTheBudgetOf(wrong).emails(address);
        outlay.tell(wrong);
        outlay.tell(right);

        outlay.awaitStates(right, "email Delivered");
        assertThat(outlay.sql("select 1 from alert where id = '" + wrong.id() + "'"))
                .isEmpty();
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().path("value"))
                .isEmpty();
    }

    @Test
    void aSilenceOfItsNotificationMutesItAndItIsToldAtTheEnd() {
        String account = "reserved-" + People.id();
        String scope = Crossings.account(account);
        String made = outlay.admin(
                        "POST",
                        "/v1/silences" + scope,
                        "{\"reason\":\"migration\",\"duration\":\"PT1H\",\"matchers\":{\"notifications\":[\"lowUtilization\"],\"thresholds\":[90]}}")
                .body()
                .path("id")
                .asText();
        Crossings underused =
                Crossings.underused().under(account, scope, "BillingAccount").emails(address);
        outlay.tell(underused);
        outlay.awaitStates(underused, "email Muted silenced");
        assertThat(outlay.mails(address)).isEmpty();

        assertThat(outlay.admin("POST", "/v1/silences" + scope + "/" + made + "/end", null)
                        .status())
                .isEqualTo(200);
        outlay.awaitStates(underused, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void itWaitsForTheEndOfQuietHoursAndIsToldWithWhatElseWaits() {
        MailRecipient recipient = new MailRecipient(outlay, clock, address);
        recipient.wish(recipient.quietNow());
        Crossings web = recipient.named("the web budget");
        Crossings underused = Crossings.underused().emails(address);
        outlay.tell(web);
        outlay.tell(underused);
        outlay.awaitStates(web, "email Gathering quiet-hours");
        outlay.awaitStates(underused, "email Gathering quiet-hours");

        clock.moveOn(MailRecipient.LATER);

        outlay.awaitStates(underused, "email Delivered");
        assertThat(outlay.mails(address)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("the web budget", "reservations used less than 90%", "VM_RI_Zurich: 41.67% used"));
    }

    /** Another threshold of the same budget in the same window neither overrides nor inhibits it: they have no amount in common. */
    @Test
    void oneThatCameEarlierStaysActiveAndIsTold() {
        Crossings earlier = Crossings.underused().emails(address);
        Crossings later = Crossings.underused().ofTheBudgetOf(earlier).emails(address);
        ((ObjectNode) later.data().at("/notification")).put("threshold", "100");
        outlay.tell(earlier);
        outlay.tell(later);
        outlay.awaitStates(earlier, "email Delivered");
        outlay.awaitStates(later, "email Delivered");

        for (Crossings each : new Crossings[] {earlier, later}) {
            assertThat(outlay.admin("GET", path(each), null)
                            .body()
                            .at("/properties/status")
                            .asText())
                    .isEqualTo("Active");
        }
    }
}
