package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
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

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    @Test
    void aCustomersOwnerWritesAReaderReadsAndAnOutsiderSeesNothing() {
        People.Owner owner = people.owner("Owner");
        String group =
                owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g" + Outlay.VERSION;
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
    }

    @Test
    void customersPeopleAreRefusedWhileThePolicyForbidsOrNothingIsHeard() {
        People.Owner owner = people.owner("Owner");
        outlay.customer(owner.customer(), false);
        await().atMost(SOON).until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        outlay.customer(owner.customer(), true);
        await().atMost(SOON).until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 200);
        people.hush();
        await().atMost(SOON).until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().at("/error/message").asText())
                .contains("cost-visibility policy is not known at the moment");
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
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).body().path("value")).isEmpty();
        assertThat(people.get(owner, Crossings.alerts(owner.scope()) + "/" + foreign.id()).status())
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
        await().atMost(SOON).until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        Crossings second = Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .createdBy(owner.principal(), owner.customer())
                .customer(owner.customer())
                .emails(address);
        outlay.tell(second);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(second.id()))
                .containsExactly("email Withheld access-withdrawn"));
        people.hush();
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).body().toString().contains("at the moment"));
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
}
