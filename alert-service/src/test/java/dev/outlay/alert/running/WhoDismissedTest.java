package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who of the partner's has dismissed an alert is the partner's to know, and its customer is told that it was the partner. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class WhoDismissedTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);
    private final People.Owner customers = people.owner("Owner");
    private final People.Owner colleague = assigned(customers.customer());
    private final People.Owner partners = assigned(Persona.PARTNER_TENANT);
    private final String alert = recorded();

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    private People.Owner assigned(String tenant) {
        People.Owner another = customers.as(People.id(), tenant);
        outlay.assign(People.id(), customers.scope(), another.principal(), "Owner");
        await().atMost(SOON)
                .until(() ->
                        people.get(another, Crossings.alerts(customers.scope())).status() == 200);
        return another;
    }

    /** Its path. */
    private String recorded() {
        Crossings crossing = Crossings.crossing()
                .at(customers.scope(), "Subscription", customers.subscription())
                .customer(customers.customer())
                .with("telling", "record");
        outlay.tell(crossing);
        String path = Crossings.alerts(customers.scope()) + "/" + crossing.id();
        await().atMost(SOON).until(() -> people.get(customers, path).status() == 200);
        return path;
    }

    private JsonNode change(People.Owner by, String status) {
        Outlay.Answer changed = outlay.call(
                people.token(by), "PATCH", alert + Outlay.VERSION, "{\"properties\":{\"status\":\"" + status + "\"}}");
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        return changed.body();
    }

    private String seenBy(People.Owner who) {
        return named(people.get(who, alert).body());
    }

    private static String named(JsonNode shown) {
        return shown.at("/properties/statusModificationUserName").asText();
    }

    @Test
    void onePartnersPersonIsNamedToThePartnerAndIsThePartnerToItsCustomer() {
        assertThat(named(change(partners, "Dismissed"))).isEqualTo(partners.principal());

        assertThat(seenBy(partners)).isEqualTo(partners.principal());
        assertThat(seenBy(customers)).isEqualTo("Partner");
        JsonNode list =
                people.get(customers, Crossings.alerts(customers.scope())).body();
        assertThat(named(list.at("/value/0"))).isEqualTo("Partner");
        assertThat(list.toString() + people.get(customers, alert).body()).doesNotContain(partners.principal());
        assertThat(people.get(partners, Crossings.alerts(customers.scope()))
                        .body()
                        .toString())
                .contains(partners.principal());
        assertThat(named(change(customers, "Dismissed")))
                .as("it is dismissed already")
                .isEqualTo("Partner");
    }

    @Test
    void oneOfTheCustomersPeopleIsNamedToAll() {
        assertThat(named(change(customers, "Dismissed"))).isEqualTo(customers.principal());
        for (People.Owner who : new People.Owner[] {customers, colleague, partners}) {
            assertThat(seenBy(who)).isEqualTo(customers.principal());
        }

        change(partners, "Active");
        assertThat(seenBy(colleague)).isEqualTo("Partner");
        change(colleague, "Dismissed");
        assertThat(seenBy(customers)).isEqualTo(colleague.principal());
    }

    /** The version before this one changes who it was and leaves of which tenant. */
    @Test
    void whomAnOlderVersionHasNotedIsNamedToThePartnerAlone() {
        change(customers, "Dismissed");
        outlay.sql("update alert set status_modified_by = '" + partners.principal() + "' where id = '"
                + alert.substring(alert.lastIndexOf('/') + 1) + "' returning 1");

        assertThat(seenBy(customers)).isEqualTo("Unknown");
        assertThat(seenBy(partners)).isEqualTo(partners.principal());
    }
}
