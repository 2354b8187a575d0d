package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A customer's people silence what is theirs, and never what the partner's recipients are told. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CustomersSilencesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BODY = "{\"reason\":\"quiet\",\"duration\":\"PT1H\"}";

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    private Outlay.Answer silence(People.Owner owner, String body) {
        return outlay.call(people.token(owner), "POST", "/v1/silences" + owner.scope(), body);
    }

    private static Crossings budgetOf(People.Owner owner, String creator, String tenant) {
        return Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer())
                .createdBy(creator, tenant);
    }

    private static Crossings theirs(People.Owner owner) {
        return budgetOf(owner, owner.principal(), owner.customer());
    }

    private static Crossings partners(People.Owner owner) {
        return budgetOf(owner, Persona.GLOBAL_ADMIN.principalId(), Persona.PARTNER_TENANT);
    }

    @Test
    void theirSilenceMutesWhatTheyNamedThemselvesAndNotWhomThePartnerNamed() {
        String partnersMail = Crossings.address();
        outlay.directory(People.id(), Persona.PARTNER_TENANT, partnersMail);
        People.Owner owner = people.owner("Owner"); // Is heard after that.
        String own = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/own";
        try (Receiver receiver = new Receiver()) {
            assertThat(outlay.call(people.token(owner), "PUT", own + Groups.VERSION, Groups.webhookBody(receiver.uri()))
                            .status())
                    .isEqualTo(201);
            assertThat(silence(owner, BODY).status()).isEqualTo(201);

            Crossings ofTheirs =
                    theirs(owner).emails(Crossings.address(), partnersMail).groups(own);
            Crossings ofPartner = partners(owner).emails(Crossings.address()).groups(own);
            outlay.tell(ofTheirs);
            outlay.tell(ofPartner);

            outlay.awaitStates(ofTheirs, "email Delivered", "email Muted silenced", "webhook Muted silenced");
            assertThat(outlay.mails(partnersMail))
                    .as("somebody of the partner's reads there")
                    .hasSize(1);
            outlay.awaitStates(ofPartner, "email Delivered", "webhook Muted silenced");
            assertThat(receiver.messages()).isEmpty();
        }
    }

    @Test
    void neitherTheirsNorThePartnersReachesIntoTheOtherPriceViewOrAnotherCustomer() {
        People.Owner owner = people.owner("Owner");
        People.Owner other = people.owner("Owner");
        assertThat(silence(owner, BODY).status()).isEqualTo(201);
        Crossings ofOther = theirs(other).emails(Crossings.address());
        Crossings sameScopeOtherCustomer =
                theirs(owner.as(other.principal(), other.customer())).emails(Crossings.address());
        Crossings invoiced = Crossings.crossing()
                .under(
                        Crossings.ACCOUNT,
                        Crossings.account(Crossings.ACCOUNT) + "/customers/" + owner.customer(),
                        "Customer")
                .customer(owner.customer())
                .emails(Crossings.address());
        outlay.tell(ofOther);
        outlay.tell(invoiced);
        outlay.awaitStates(ofOther, "email Delivered");
        outlay.awaitStates(invoiced, "email Delivered");
        outlay.tell(sameScopeOtherCustomer);
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(sameScopeOtherCustomer.id()))
                .containsExactly("email Withheld access-withdrawn"));

        String customer = Crossings.account(Crossings.ACCOUNT) + "/customers/" + other.customer();
        assertThat(outlay.admin("POST", "/v1/silences" + customer, BODY).status())
                .isEqualTo(201);
        Crossings retail = theirs(other).emails(Crossings.address());
        outlay.tell(retail);
        outlay.awaitStates(retail, "email Delivered");
        assertThat(outlay.admin("POST", "/v1/silences" + customer, BODY.replace("{", "{\"priceView\":\"Retail\","))
                        .status())
                .isEqualTo(201);
        Crossings mutedByThePartner = theirs(other).emails(Crossings.address());
        outlay.tell(mutedByThePartner);
        outlay.awaitStates(mutedByThePartner, "email Muted silenced");
    }

    @Test
    void theySeeAndEndTheirOwnAloneAndAReaderOnlyLooks() {
        People.Owner owner = people.owner("Owner");
        String at = "/v1/silences" + owner.scope();
        String partner = People.id();
        outlay.assign(People.id(), owner.scope(), partner, "Owner");
        People.Owner partners = owner.as(partner, Persona.PARTNER_TENANT);
        await().atMost(SOON)
                .until(() ->
                        outlay.call(people.token(partners), "GET", at, null).status() == 200);
        String ofPartner = silence(partners, BODY).body().path("id").asText();
        String ofTheirs = silence(owner, BODY).body().path("id").asText();

        assertThat(outlay.call(people.token(owner), "GET", at, null).body().findValuesAsText("id"))
                .containsExactly(ofTheirs);
        assertThat(outlay.call(people.token(partners), "GET", at, null).body().findValuesAsText("id"))
                .containsExactlyInAnyOrder(ofTheirs, ofPartner);
        assertThat(outlay.call(people.token(owner), "GET", at + "/" + ofPartner, null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.call(people.token(owner), "POST", at + "/" + ofPartner + "/end", null)
                        .status())
                .isEqualTo(404);
        assertThat(outlay.call(people.token(owner), "GET", "/v1/silences", null).status())
                .isEqualTo(403);
        assertThat(outlay.admin("GET", "/v1/silences", null).body().findValuesAsText("id"))
                .contains(ofTheirs, ofPartner);

        People.Owner reader = owner.as(People.id(), owner.customer());
        outlay.assign(People.id(), owner.scope(), reader.principal(), "Reader");
        await().atMost(SOON)
                .until(() -> outlay.call(people.token(reader), "GET", at, null).status() == 200);
        assertThat(silence(reader, BODY).status()).isEqualTo(403);
        assertThat(outlay.call(people.token(reader), "POST", at + "/preview", BODY)
                        .status())
                .isEqualTo(403);
        assertThat(outlay.call(people.token(reader), "POST", at + "/" + ofTheirs + "/end", null)
                        .status())
                .isEqualTo(403);
        assertThat(outlay.sql(
                        "select 1 from silence where ended_at is not null and scope_key = '" + owner.scope() + "'"))
                .isEmpty();
    }

    @Test
    void theirPreviewShowsNothingOfThePartnersRecipients() {
        People.Owner owner = people.owner("Owner");
        String own = Crossings.address();
        String foreign = Crossings.address();
        Crossings first = theirs(owner).emails(own);
        Crossings second = partners(owner).emails(foreign);
        outlay.tell(first);
        outlay.tell(second);
        outlay.awaitStates(first, "email Delivered");
        outlay.awaitStates(second, "email Delivered");

        Outlay.Answer found =
                outlay.call(people.token(owner), "POST", "/v1/silences" + owner.scope() + "/preview", BODY);

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().toString()).contains(own).doesNotContain(foreign);
        assertThat(found.body().path("past").asInt()).isEqualTo(1);
    }
}
