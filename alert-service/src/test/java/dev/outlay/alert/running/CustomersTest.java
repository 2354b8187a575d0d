package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the people of a customer reach, and what is told to them. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);

    @Inject
    MovableClock clock;

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    @Test
    void aCustomersOwnerWritesAReaderReadsAndAnOutsiderSeesNothing() {
        People.Owner owner = people.owner("Owner");
        String group =
                owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g" + Groups.VERSION;
        String body = "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}";
        assertThat(outlay.call(outlay.token(owner.principal(), owner.customer()), "PUT", group, body)
                        .status())
                .isEqualTo(201);
        assertThat(people.get(owner, owner.scope() + "/providers/Microsoft.Insights/actionGroups")
                        .body()
                        .path("value"))
                .hasSize(1);

        String reader = UUID.randomUUID().toString();
        outlay.assign(UUID.randomUUID().toString(), owner.scope(), reader, "CostManagementReader");
        String token = outlay.token(reader, owner.customer());
        await().atMost(SOON).until(() -> outlay.call(token, "GET", group, null).status() == 200);
        assertThat(outlay.call(token, "PUT", group, body).status()).isEqualTo(403);
        assertThat(outlay.call(token, "DELETE", group, null).status()).isEqualTo(403);

        String outsider = outlay.token(Persona.OUTSIDER);
        Outlay.Answer existing = outlay.call(outsider, "GET", group, null);
        Outlay.Answer missing = outlay.call(outsider, "GET", group.replace("/g?", "/h?"), null);
        assertThat(existing.status()).isEqualTo(403);
        assertThat(missing.status()).isEqualTo(403);
        assertThat(existing.body().toString().replace("actionGroups/g'", "actionGroups/h'"))
                .isEqualTo(missing.body().toString());
        assertThat(outlay.admin("GET", group, null).status()).isEqualTo(403);
        assertThat(outlay.call(token, "GET", "/v1/deliveries", null).status()).isEqualTo(403);
        assertThat(outlay.call(token, "POST", "/v1/deliveries/replay", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void customersPeopleAreRefusedWhileThePolicyForbidsOrNothingIsHeard() {
        People.Owner owner = people.owner("Owner");
        outlay.customer(owner.customer(), false);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        outlay.customer(owner.customer(), true);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 200);
        awaitThatNothingIsHeard(owner);
        assertThat(people.get(owner, Crossings.alerts(owner.scope()))
                        .body()
                        .at("/error/message")
                        .asText())
                .contains("cost-visibility policy is not known at the moment");
    }

    private void awaitThatNothingIsHeard(People.Owner owner) {
        people.hush();
        await().atMost(SOON).until(() -> {
            clock.moveOn(Parts.ACCESS_PATIENCE); // What was said last may be heard after a first time.
            return people.get(owner, Crossings.alerts(owner.scope()))
                    .body()
                    .toString()
                    .contains("at the moment");
        });
    }

    @Test
    void aCustomersPersonSeesNothingOfAnEarlierCustomerOfTheSubscription() {
        People.Owner owner = people.owner("Owner");
        Crossings foreign = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .with("telling", "record");
        outlay.tell(foreign);
        await().atMost(SOON).until(() -> !outlay.sql("select 1 from alert where id = '" + foreign.id() + "'")
                .isEmpty());
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().path("value"))
                .isEmpty();
        assertThat(people.get(owner, Crossings.alerts(owner.scope()) + "/" + foreign.id())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatACustomersPersonAskedForIsWithheldWhenThePolicyIsWithdrawn() {
        People.Owner owner = people.owner("Owner");
        String address = "someone-" + UUID.randomUUID() + "@customer.example";
        Crossings first = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), owner.customer())
                .customer(owner.customer())
                .emails(address);
        outlay.tell(first);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outlay.states(first.id())).containsExactly("email Delivered"));
        outlay.customer(owner.customer(), false);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        Crossings second = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), owner.customer())
                .customer(owner.customer())
                .emails(address);
        outlay.tell(second);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(second.id()))
                .containsExactly("email Withheld access-withdrawn"));
        awaitThatNothingIsHeard(owner);
        Crossings third = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), owner.customer())
                .customer(owner.customer())
                .emails(address);
        outlay.tell(third);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(third.id()))
                .containsExactly("email Pending access-not-heard"));
        assertThat(outlay.mails(address)).hasSize(1);
    }

    /** A subscription that was one customer's and is another's now; each has an owner there, and the partner has one too. */
    private record Moved(People.Owner former, People.Owner later, People.Owner partner) {}

    private Moved move(People.Owner former) {
        People.Owner later = former.as(People.id(), People.id());
        People.Owner partner = former.as(People.id(), Persona.PARTNER_TENANT);
        outlay.customer(later.customer(), true);
        outlay.assign(People.id(), former.scope(), later.principal(), "Owner");
        outlay.assign(People.id(), former.scope(), partner.principal(), "Owner");
        outlay.subscription(former.subscription(), later.customer(), former.customer());
        String probe =
                later.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g" + Groups.VERSION;
        await().atMost(SOON) // Whoever owns the subscription is told what is wrong with a body, anybody else is denied.
                .until(() -> outlay.call(people.token(later), "PUT", probe, "{}")
                                        .status()
                                == 400
                        && people.get(partner, Crossings.alerts(later.scope())).status() == 200);
        return new Moved(former, later, partner);
    }

    private Crossings crossingOf(People.Owner owner) {
        return Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer());
    }

    private void record(Crossings... crossings) {
        for (Crossings crossing : crossings) {
            outlay.tell(crossing.with("telling", "record"));
            await().atMost(SOON).until(() -> !outlay.sql("select 1 from alert where id = '" + crossing.id() + "'")
                    .isEmpty());
        }
    }

    private List<String> alertsSeenBy(People.Owner owner) {
        return people.get(owner, Crossings.alerts(owner.scope())).body().findValuesAsText("name");
    }

    @Test
    void afterAMoveEachCustomersPeopleReachTheirOwnAlertsAndThePartnersAll() {
        Moved moved = move(people.owner("Owner"));
        Crossings ofFormer = crossingOf(moved.former());
        Crossings ofLater = crossingOf(moved.later());
        record(ofFormer, ofLater);

        assertThat(alertsSeenBy(moved.former())).containsExactly(ofFormer.id());
        assertThat(alertsSeenBy(moved.later())).containsExactly(ofLater.id());
        assertThat(alertsSeenBy(moved.partner())).containsExactlyInAnyOrder(ofFormer.id(), ofLater.id());
        String foreign = Crossings.alerts(moved.former().scope()) + "/" + ofLater.id();
        assertThat(people.get(moved.former(), foreign).status()).isEqualTo(404);
        assertThat(outlay.call(
                                people.token(moved.former()),
                                "PATCH",
                                foreign + Outlay.VERSION,
                                "{\"properties\":{\"status\":\"Dismissed\"}}")
                        .status())
                .isEqualTo(404);
        assertThat(outlay.sql("select status from alert where id = '" + ofLater.id() + "'"))
                .containsExactly("Active");
    }

    private Outlay.Answer put(People.Owner owner, String group, String shortName, String uri) {
        return outlay.call(
                people.token(owner),
                "PUT",
                group + Groups.VERSION,
                Groups.webhookBody(uri).replace("\"ops\"", "\"" + shortName + "\""));
    }

    private List<String> shortNamesSeenBy(People.Owner owner) {
        return people.get(owner, owner.scope() + "/providers/Microsoft.Insights/actionGroups")
                .body()
                .findValuesAsText("groupShortName");
    }

    @Test
    void afterAMoveAGroupIsSeenWrittenAndToldByItsOwnCustomerAlone() {
        People.Owner former = people.owner("Owner");
        String groups = former.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/";
        try (Receiver formers = new Receiver();
                Receiver laters = new Receiver()) {
            assertThat(put(former, groups + "ops", "formers", formers.uri()).status())
                    .isEqualTo(201);
            assertThat(put(former, groups + "only", "formers", formers.uri()).status())
                    .isEqualTo(201);
            Moved moved = move(former);

            assertThat(people.get(moved.later(), groups + "ops").status()).isEqualTo(404);
            assertThat(shortNamesSeenBy(moved.later())).isEmpty();
            assertThat(outlay.call(people.token(moved.later()), "DELETE", groups + "only" + Groups.VERSION, null)
                            .status())
                    .isEqualTo(204);
            assertThat(put(moved.later(), groups + "ops", "laters", laters.uri())
                            .status())
                    .isEqualTo(201);
            assertThat(put(former, groups + "ops", "stolen", formers.uri()).status())
                    .isEqualTo(403);
            assertThat(shortNamesSeenBy(moved.later())).containsExactly("laters");
            assertThat(shortNamesSeenBy(former)).containsExactly("formers", "formers");
            assertThat(shortNamesSeenBy(moved.partner())).containsExactlyInAnyOrder("formers", "formers", "laters");
            assertThat(people.get(moved.partner(), groups + "ops")
                            .body()
                            .at("/properties/groupShortName")
                            .asText())
                    .isEqualTo("laters");

            Crossings ofLater = crossingOf(moved.later()).groups(groups + "ops", groups + "only");
            Crossings ofFormer = crossingOf(former).groups(groups + "ops");
            outlay.tell(ofLater);
            outlay.tell(ofFormer);
            outlay.awaitStates(ofLater, "group Unresolved group-of-another-customer", "webhook Delivered");
            outlay.awaitStates(ofFormer, "webhook Delivered");
            assertThat(formers.messages()).singleElement().satisfies(message -> assertThat(
                            new String(message.body(), StandardCharsets.UTF_8))
                    .contains(ofFormer.id()));
            assertThat(laters.messages()).singleElement().satisfies(message -> assertThat(
                            new String(message.body(), StandardCharsets.UTF_8))
                    .contains(ofLater.id()));
        }
    }
}
