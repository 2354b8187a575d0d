package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a budget's end comes near is told by e-mail, once, and is an alert like any other. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetEndingTest {

    private final Outlay outlay = new Outlay();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
        outlay.close();
    }

    @Test
    void contactsGetOneMailAndNoWebhookIsCalled() {
        String address = Crossings.address();
        Crossings ending = Crossings.ending().emails(address).groups(Groups.webhook(outlay, receiver.uri()));
        outlay.tell(ending);
        outlay.tell(ending);
        outlay.awaitStates(ending, "email Delivered");

        assertThat(outlay.mails(address)).hasSize(1);
        Outlay.Received mail = outlay.mails(address).getFirst();
        assertThat(mail.subject()).isEqualTo("Budget alpine-monthly ends on December 31, 2026");
        assertThat(mail.text())
                .contains(
                        "It ends on December 31, 2026 (UTC).",
                        "give the budget a later end date",
                        "customer " + Crossings.CUSTOMER)
                .doesNotContain("Threshold", "Spend", "Crossed", "{item");
        assertThat(mail.html())
                .contains("It ends on December 31, 2026 (UTC).", "give the budget a later end date")
                .doesNotContain("Threshold", ">Spend<", "{item");
        assertThat(receiver.messages()).isEmpty();
    }

    @Test
    void itIsListedAsAnAlertThatCanBeDismissed() {
        Crossings ending = Crossings.ending().emails(Crossings.address());
        Crossings unpriced = Crossings.ending().emails(Crossings.address()).without("currency");
        outlay.tell(ending);
        outlay.tell(unpriced);
        outlay.awaitStates(ending, "email Delivered");
        outlay.awaitStates(unpriced, "email Delivered");

        JsonNode alert = alert(ending);
        assertThat(alert.at("/properties/definition/criteria").asText()).isEqualTo("BudgetEndApproaching");
        assertThat(alert.at("/properties/description").asText()).isEqualTo("The budget ends on 2026-12-31.");
        assertThat(alert.at("/properties/details/operator").asText()).isEqualTo("None");
        assertThat(alert.at("/properties/details/unit").asText()).isEqualTo("CHF");
        assertThat(alert(unpriced).at("/properties/details/unit").asText()).isEmpty();
        assertThat(outlay.admin("PATCH", path(ending), "{\"properties\":{\"status\":\"Dismissed\"}}")
                        .status())
                .isEqualTo(200);
    }

    private JsonNode alert(Crossings ending) {
        Outlay.Answer answer = outlay.admin("GET", path(ending), null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static String path(Crossings ending) {
        String customer = Crossings.account(Crossings.ACCOUNT) + "/customers/" + Crossings.CUSTOMER;
        return Crossings.alerts(customer) + "/" + ending.id() + Outlay.VERSION;
    }
}
