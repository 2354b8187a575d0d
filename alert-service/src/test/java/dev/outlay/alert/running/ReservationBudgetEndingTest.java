package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a budget of reservations ends is told by e-mail, once, to whom may be told, and is an alert like any other; no customer's person sees it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReservationBudgetEndingTest {

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

    private static String path(Crossings ending) {
        return Crossings.alerts(customer(Crossings.CUSTOMER)) + "/" + ending.id() + Outlay.VERSION;
    }

    @Test
    void contactsGetOneMailAndNoWebhookIsCalled() {
        String owner = Crossings.address();
        String group = Groups.at(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + Groups.VERSION, Groups.webhookAndMailBody(receiver.uri(), owner))
                        .status())
                .isEqualTo(201);
        Crossings ending = Crossings.endingOfReservations().emails(address).groups(group);
        outlay.tell(ending);
        outlay.tell(ending);
        outlay.awaitStates(ending, "email Delivered", "email Delivered");

        assertThat(outlay.mails(owner)).hasSize(1);
        assertThat(outlay.mails(address)).hasSize(1);
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject()).isEqualTo("Budget alpine-reservations ends on December 31, 2026");
        for (String text : new String[] {mail.text(), mail.html()}) {
            assertThat(text)
                    .contains(
                            "nobody is told any more when reservations are used less than 90%",
                            "customer " + Crossings.CUSTOMER, "Last 7 days", "at most three years after its start")
                    .doesNotContain("Spend", "Custom,", "Prices", "price", "CHF", "Crossed", "{item");
        }
        assertThat(receiver.messages()).isEmpty();
    }

    @Test
    void itIsListedAsAnAlertOfItsTimeGrainThatCanBeDismissed() {
        Crossings ending = Crossings.endingOfReservations().emails(address);
        outlay.tell(ending);
        outlay.awaitStates(ending, "email Delivered");

        JsonNode alert = outlay.admin("GET", path(ending), null).body();
        assertThat(alert.at("/properties/definition").toString())
                .isEqualTo("{\"type\":\"General\",\"category\":\"System\",\"criteria\":\"BudgetEndApproaching\"}");
        assertThat(alert.at("/properties/description").asText())
                .isEqualTo("The budget ends on 2026-12-31. From the day after nobody is told when reservations are used"
                        + " less than 90 percent.");
        JsonNode details = alert.at("/properties/details");
        assertThat(details.path("timeGrainType").asText()).isEqualTo("Last7Days");
        assertThat(details.path("periodStartDate").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(details.path("operator").asText()).isEqualTo("None");
        assertThat(details.path("unit").asText()).isEmpty();
        assertThat(details.path("amount").decimalValue()).isZero();
        assertThat(details.path("currentSpend").decimalValue()).isZero();
        assertThat(details.has("reservationUtilization")).isFalse();
        String filter = "&$filter=definition/type+eq+'General'+and+costEntityId+eq+'alpine-reservations'";
        assertThat(outlay.admin("GET", Crossings.alerts(customer(Crossings.CUSTOMER)) + Outlay.VERSION + filter, null)
                        .body()
                        .path("value")
                        .findValuesAsText("name"))
                .contains(ending.id());
        assertThat(outlay.admin("PATCH", path(ending), "{\"properties\":{\"status\":\"Dismissed\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEndThatNamesNobodyIsAnAlertAndReachesNobody() {
        Crossings ending = Crossings.endingOfReservations();
        outlay.tell(ending);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(outlay.reachesNobody(ending.id()))
                .containsExactly("Unresolved reaches-nobody"));

        assertThat(outlay.states(ending.id())).isEmpty();
        assertThat(outlay.admin("GET", path(ending), null).status()).isEqualTo(200);
    }

    /** A budget at a customer watches the partner's reservations for it. */
    @Test
    void noCustomersPersonSeesItOrIsToldOfIt() {
        People.Owner owner = people.owner("Owner");
        String group = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        assertThat(outlay.call(
                                people.token(owner),
                                "PUT",
                                group + Groups.VERSION,
                                Groups.webhookAndMailBody(receiver.uri(), Crossings.address()))
                        .status())
                .isEqualTo(201);
        Crossings ending = Crossings.endingOfReservations()
                .under(Crossings.ACCOUNT, customer(owner.customer()), "Customer")
                .customer(owner.customer())
                .emails(address)
                .roles("Owner")
                .groups(group);
        outlay.tell(ending);

        outlay.awaitStates(
                ending,
                "email Delivered",
                "group Unresolved group-not-allowed-here",
                "role Unsupported roles-not-at-billing-scopes");
        assertThat(outlay.mails(address)).hasSize(1);
        String here = Crossings.alerts(customer(owner.customer()));
        assertThat(people.get(owner, here).status()).isEqualTo(403);
        assertThat(people.get(owner, here + "/" + ending.id()).status()).isEqualTo(403);
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().path("value"))
                .isEmpty();
        assertThat(receiver.messages()).isEmpty();
    }

    @Test
    void itWaitsForTheEndOfQuietHoursAndIsToldWithWhatElseWaits() {
        MailRecipient recipient = new MailRecipient(outlay, clock, address);
        recipient.wish(recipient.quietNow());
        Crossings web = recipient.named("the web budget");
        Crossings ending = Crossings.endingOfReservations().emails(address);
        outlay.tell(web);
        outlay.tell(ending);
        outlay.awaitStates(web, "email Gathering quiet-hours");
        outlay.awaitStates(ending, "email Gathering quiet-hours");

        clock.moveOn(MailRecipient.LATER);

        outlay.awaitStates(ending, "email Delivered");
        assertThat(outlay.mails(address)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("the web budget", "when reservations are used less than 90%"));
    }
}
