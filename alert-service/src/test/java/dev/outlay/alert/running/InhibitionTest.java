package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is told that a budget is exceeded is not told beside it that half of it is spent. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InhibitionTest {

    private final Outlay outlay = new Outlay();
    private final Crossings first = Crossings.crossing();
    private final String address = Crossings.address();

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        outlay.close();
    }

    /** Of one budget and period; told when the digest is due, so that nothing is sent before all have come. */
    private Crossings crossed(String percent, String... emails) {
        Crossings crossing = Crossings.crossing().ofTheBudgetOf(first).emails(emails);
        ((ObjectNode) crossing.data().path("notification")).put("threshold", percent);
        return crossing.with("thresholdAmount", percent + "00").with("telling", "digest");
    }

    private void tellTogether(Crossings... crossings) {
        for (Crossings each : crossings) {
            outlay.tell(each);
            List<String> gathering = new ArrayList<>();
            each.data().at("/notification/contactEmails").forEach(ignored -> gathering.add("email Gathering"));
            outlay.awaitStates(each, gathering.toArray(String[]::new));
        }
        clock.moveOn(Duration.ofMinutes(6));
    }

    @Test
    void aLeapOverAllThresholdsIsOneMessageAndTheRestIsRecordedWithWhatIsToldInstead() {
        String onlyOfHalf = Crossings.address();
        Crossings half = crossed("50", address, onlyOfHalf);
        Crossings eighty = crossed("80", address);
        Crossings whole = crossed("100", address);
        Crossings more = crossed("120", address);
        tellTogether(half, eighty, whole, more);

        outlay.awaitStates(half, "email Delivered", "email Muted inhibited");
        outlay.awaitStates(eighty, "email Muted inhibited");
        outlay.awaitStates(whole, "email Delivered");
        outlay.awaitStates(more, "email Delivered");
        assertThat(outlay.mails(onlyOfHalf)).hasSize(1);
        assertThat(outlay.mails(address)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("100%", "120%")
                .doesNotContain("over 50%", "over 80%"));
        assertThat(outlay.sql(
                        "select d.detail || ' ' || (d.finished_at is not null) from delivery d join delivery_alert a"
                                + " on a.delivery_id = d.id where a.alert_id = '" + eighty.id() + "'"))
                .singleElement()
                .asString()
                .contains(whole.id())
                .endsWith("true");
    }

    @Test
    void anotherPeriodBudgetKindOrReceiverMutesNothing() {
        Crossings half = crossed("50", address);
        Crossings next = crossed("100", address).period("Monthly", "2026-12-01", "2027-01-01");
        Crossings forecasted = crossed("100", address);
        ((ObjectNode) forecasted.data().path("notification")).put("thresholdType", "Forecasted");
        Crossings other = crossed("100", address).ofTheBudgetOf(Crossings.crossing());
        Crossings elsewhere = crossed("100", Crossings.address());
        tellTogether(half, next, forecasted, other, elsewhere);

        for (Crossings each : List.of(half, next, forecasted, other, elsewhere)) {
            outlay.awaitStates(each, "email Delivered");
        }
    }

    /** Whoever may not be told has had nobody told: what the partner named for the same address is not muted by it. */
    @Test
    void whatIsWithheldMutesNothingThatAnotherTenantHadTold() {
        People people = new People(outlay);
        People.Owner owner = people.owner("Owner");
        Crossings half =
                at(owner, crossed("50", address)).writtenBy(Persona.GLOBAL_ADMIN.principalId(), Persona.PARTNER_TENANT);
        Crossings whole = at(owner, crossed("100", address)).writtenBy(People.id(), owner.customer());
        tellTogether(half, whole);

        outlay.awaitStates(half, "email Delivered");
        assertThat(outlay.mails(address))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("50%").doesNotContain("100%"));
        people.hush();
    }

    private static Crossings at(People.Owner owner, Crossings like) {
        return like.at(owner.scope(), "Subscription", owner.subscription()).customer(owner.customer());
    }

    @Test
    void whatWaitsToBeTriedAgainIsMutedAndWhatIsSentStaysSo() {
        try (Receiver receiver = new Receiver()) {
            String group = Groups.webhook(outlay, receiver.uri());
            Crossings half = crossed("50").groups(group).with("telling", "tell");
            outlay.tell(half);
            outlay.awaitStates(half, "webhook Delivered");
            receiver.answering(503);
            Crossings eighty = crossed("80").groups(group).with("telling", "tell");
            outlay.tell(eighty);
            outlay.awaitStates(eighty, "webhook Pending server-error");
            Crossings whole = crossed("100").groups(group).with("telling", "tell");
            outlay.tell(whole);
            outlay.awaitStates(whole, "webhook Pending server-error");
            receiver.answering(200);

            clock.moveOn(Duration.ofMinutes(10));

            outlay.awaitStates(whole, "webhook Delivered");
            outlay.awaitStates(eighty, "webhook Muted inhibited");
            outlay.awaitStates(half, "webhook Delivered");
        }
    }

    @Test
    void ofABudgetThatWasRaisedTheThresholdsOfTheNewAmountAreTold() {
        Crossings whole = crossed("100", address).with("telling", "tell");
        outlay.tell(whole);
        outlay.awaitStates(whole, "email Delivered");
        Crossings eighty = crossed("80", address)
                .with("telling", "tell")
                .with("amount", "1000000")
                .with("thresholdAmount", "800000");
        outlay.tell(eighty);

        outlay.awaitStates(eighty, "email Delivered");
    }

    @Test
    void whereASilenceMeansTheHigherOneOfADigestTheLowerOneIsTold() {
        Outlay.Answer silence = outlay.admin(
                "POST",
                "/v1/silences" + Crossings.account(Crossings.ACCOUNT),
                "{\"reason\":\"known\",\"duration\":\"PT1H\",\"afterwards\":\"record\",\"matchers\":{\"thresholds\":[100],"
                        + "\"receivers\":[\"" + address + "\"]}}");
        assertThat(silence.status()).as(silence.body().toString()).isEqualTo(201);
        Crossings eighty = crossed("80", address);
        Crossings whole = crossed("100", address);
        tellTogether(eighty, whole);

        outlay.awaitStates(eighty, "email Delivered");
        outlay.awaitStates(whole, "email Muted silenced");
    }

    @Test
    void whereTheHigherOneIsNotToldTheLowerOneIs() {
        Outlay.Answer silence = outlay.admin(
                "POST",
                "/v1/silences" + Crossings.account(Crossings.ACCOUNT),
                "{\"reason\":\"known\",\"duration\":\"PT1H\",\"matchers\":{\"thresholds\":[100],\"receivers\":[\""
                        + address + "\"]}}");
        assertThat(silence.status()).isEqualTo(201);
        Crossings whole = crossed("100", address).with("telling", "tell");
        outlay.tell(whole);
        outlay.awaitStates(whole, "email Muted silenced");
        Crossings eighty = crossed("80", address).with("telling", "tell");
        outlay.tell(eighty);

        outlay.awaitStates(eighty, "email Delivered");
    }
}
