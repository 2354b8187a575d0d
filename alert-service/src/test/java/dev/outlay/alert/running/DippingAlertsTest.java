package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An alert that is over just when it would be told is told when it is active again: a cause that dips takes no message away. Nobody is told twice for it.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DippingAlertsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LATER = MailRecipient.LATER;

    private final Outlay outlay = new Outlay();
    private final String address = Crossings.address();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        outlay.close();
    }

    private MailRecipient recipient() {
        return new MailRecipient(outlay, clock, address);
    }

    private static Crossings crossing(String... emails) {
        return Crossings.crossing().emails(emails);
    }

    @Test
    void anAlertThatDipsWhileItsMailWaitsIsToldAtTheEndThoughItIsLookedAtMeanwhile() {
        recipient().wish(recipient().quietNow());
        Crossings dips = crossing(address);
        outlay.tell(dips);
        outlay.awaitStates(dips, "email Gathering quiet-hours");
        String before = recipient().delivery(dips).path("id").asText();
        outlay.tellState(dips, "Resolved", 1);
        recipient().awaitStatus(dips, "Resolved");

        recipient().wish(recipient().quietNow() + ",\"exceeded\":\"tell\"");
        await().atMost(SOON)
                .until(
                        () -> outlay.sql("select state from delivery where id = '" + before + "'"),
                        List.of("Resolved")::equals);
        assertThat(outlay.states(dips.id())).containsExactly("email Gathering quiet-hours");
        outlay.tellState(dips, "Active", 2);
        recipient().awaitStatus(dips, "Active");
        clock.moveOn(LATER);

        outlay.awaitStates(dips, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void whatIsOverAtTheEndIsToldOnceWhenItIsActiveAgainAndNotWhileItIsQuiet() {
        recipient().wish(recipient().quietNow());
        Crossings stays = recipient().named("the web budget");
        Crossings dips = recipient().named("the data budget");
        for (Crossings each : List.of(stays, dips)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Gathering quiet-hours");
        }
        outlay.tellState(dips, "Resolved", 1);
        recipient().awaitStatus(dips, "Resolved");
        clock.moveOn(LATER);
        outlay.awaitStates(stays, "email Delivered");
        outlay.awaitStates(dips, "email Muted resolved");

        recipient().wish(recipient().quietNow());
        outlay.tellState(dips, "Active", 2);
        outlay.awaitStates(dips, "email Gathering quiet-hours");
        assertThat(outlay.mails(address)).hasSize(1);
        clock.moveOn(LATER);
        outlay.awaitStates(dips, "email Delivered");
        outlay.tellState(dips, "Resolved", 3);
        recipient().awaitStatus(dips, "Resolved");
        outlay.tellState(dips, "Active", 4);
        recipient().awaitStatus(dips, "Active");

        assertThat(outlay.states(dips.id())).containsExactly("email Delivered");
        assertThat(outlay.mails(address)).hasSize(2).last().satisfies(mail -> assertThat(mail.text())
                .contains("the data budget")
                .doesNotContain("the web budget"));
    }

    /** The two have recipients of their own: that another is told more is no reason to tell this one nothing. */
    @Test
    void whatComesBackBesideAHigherThresholdOfItsBudgetIsToldThoughThatOverridesIt() {
        recipient().wish(recipient().quietNow());
        Crossings lower = crossing(address).with("thresholdAmount", "5000");
        Crossings higher = crossing(Crossings.address()).ofTheBudgetOf(lower).with("thresholdAmount", "8000");
        outlay.tell(lower);
        outlay.awaitStates(lower, "email Gathering quiet-hours");
        outlay.tell(higher);
        outlay.awaitStates(higher, "email Delivered");
        for (Crossings each : List.of(higher, lower)) {
            outlay.tellState(each, "Resolved", 1);
            recipient().awaitStatus(each, "Resolved");
        }
        clock.moveOn(LATER);
        outlay.awaitStates(lower, "email Muted resolved");

        outlay.tellState(higher, "Active", 2);
        recipient().awaitStatus(higher, "Active");
        outlay.tellState(lower, "Active", 2);

        outlay.awaitStates(lower, "email Delivered");
        assertThat(outlay.sql("select status from alert where id = '" + lower.id() + "'"))
                .containsExactly("Overridden");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Resolved", "Dismissed"})
    void whereItIsNotToldAtTheEndThatTheWholeAmountIsSpentThePartOfItIs(String status) {
        recipient().wish(recipient().quietNow());
        Crossings whole = crossing(address).with("thresholdAmount", "10000");
        ((ObjectNode) whole.data().path("notification")).put("threshold", "100");
        Crossings eighty = crossing(address).ofTheBudgetOf(whole).with("thresholdAmount", "8000");
        ((ObjectNode) eighty.data().path("notification")).put("threshold", "80");
        for (Crossings each : List.of(whole, eighty)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Gathering quiet-hours");
        }
        outlay.sql("update alert set status = 'Dismissed' where id = '" + whole.id() + "' and '" + status
                + "' = 'Dismissed'");
        if (status.equals("Resolved")) {
            outlay.tellState(whole, "Resolved", 1);
        }
        recipient().awaitStatus(whole, status);
        clock.moveOn(LATER);

        outlay.awaitStates(eighty, "email Delivered");
        outlay.awaitStates(whole, "email Muted " + status.toLowerCase(Locale.ROOT));
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void whatIsNotActiveWhenASilenceEndsIsToldWhenItIsActiveAgain() {
        String account = "dipping-" + People.id();
        String scope = Crossings.account(account);
        String silence = outlay.admin(
                        "POST", "/v1/silences" + scope, "{\"reason\":\"load test\",\"duration\":\"PT1H\"}")
                .body()
                .path("id")
                .asText();
        Crossings dips = crossing(address).under(account, scope, "BillingAccount");
        Crossings lower = crossing(Crossings.address())
                .under(account, scope, "BillingAccount")
                .with("thresholdAmount", "5000");
        Crossings higher = crossing(Crossings.address())
                .under(account, scope, "BillingAccount")
                .ofTheBudgetOf(lower)
                .with("thresholdAmount", "10000");
        for (Crossings each : List.of(dips, lower, higher)) {
            outlay.tell(each);
            outlay.awaitStates(each, "email Muted silenced");
        }
        String alert = Crossings.alerts(scope) + "/" + dips.id() + Outlay.VERSION;
        outlay.admin("PATCH", alert, "{\"properties\":{\"status\":\"Dismissed\"}}");
        outlay.admin("POST", "/v1/silences" + scope + "/" + silence + "/end", null);
        outlay.awaitStates(dips, "email Muted dismissed");
        outlay.awaitStates(lower, "email Muted overridden");

        outlay.admin("PATCH", alert, "{\"properties\":{\"status\":\"Active\"}}");
        outlay.tellState(higher, "Resolved", 1);

        outlay.awaitStates(dips, "email Delivered");
        outlay.awaitStates(lower, "email Delivered");
        outlay.admin("PATCH", alert, "{\"properties\":{\"status\":\"Dismissed\"}}");
        outlay.admin("PATCH", alert, "{\"properties\":{\"status\":\"Active\"}}");
        assertThat(outlay.states(dips.id())).containsExactly("email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
    }
}
