package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether a contact may be told is asked of whoever had it told, whoever made the budget. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ToldRightsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PARTNER = Persona.GLOBAL_ADMIN.principalId();

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);
    private final TokenIssuer tokens = TokenIssuer.in(Path.of(Outlay.config("parts.keys")));
    private final String finance = Crossings.address();
    private final String theirs = Crossings.address();

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    private Crossings at(People.Owner owner, Crossings like) {
        return like.at(owner.scope(), "Subscription", owner.subscription()).customer(owner.customer());
    }

    /** The partner made it and named its finance; somebody of the customer edited it since and named themselves. */
    private Crossings editedByTheCustomer(People.Owner owner, Crossings like) {
        return at(owner, like)
                .createdBy(PARTNER, Persona.PARTNER_TENANT)
                .writtenBy(owner.principal(), owner.customer())
                .besides(PARTNER, Persona.PARTNER_TENANT, "contactEmails", finance)
                .emails(finance, theirs);
    }

    /** The customer made it, and somebody of the partner has added its finance. */
    private Crossings editedByThePartner(People.Owner owner, Crossings like) {
        return at(owner, like)
                .createdBy(owner.principal(), owner.customer())
                .writtenBy(PARTNER, Persona.PARTNER_TENANT)
                .besides(owner.principal(), owner.customer(), "contactEmails", theirs)
                .emails(finance, theirs);
    }

    private List<String> told(Crossings crossing) {
        return outlay.sql(
                "select d.target || ' ' || d.state from delivery d join delivery_alert a on a.delivery_id = d.id"
                        + " where a.alert_id = '" + crossing.id() + "' and d.kind <> 'budget'");
    }

    private void awaitTold(Crossings crossing, String... told) {
        await().atMost(SOON).untilAsserted(() -> assertThat(told(crossing)).containsExactlyInAnyOrder(told));
    }

    private String detail(Crossings crossing) {
        return outlay.sql(
                        "select d.detail from delivery d join delivery_alert a on a.delivery_id = d.id where a.alert_id = '"
                                + crossing.id() + "' and d.state = 'Withheld'")
                .getFirst();
    }

    private void forbid(People.Owner owner) {
        outlay.customer(owner.customer(), false);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
    }

    @Test
    void onceThePolicyForbidsItACustomersEditOfThePartnersBudgetTellsThePartnerAlone() {
        People.Owner owner = people.owner("Contributor");
        Crossings allowed = editedByTheCustomer(owner, Crossings.crossing());
        outlay.tell(allowed);
        awaitTold(allowed, finance + " Delivered", theirs + " Delivered");

        forbid(owner);

        for (Supplier<Crossings> kind : List.<Supplier<Crossings>>of(Crossings::crossing, Crossings::ending)) {
            Crossings forbidden = editedByTheCustomer(owner, kind.get());
            outlay.tell(forbidden);
            awaitTold(forbidden, finance + " Delivered", theirs + " Withheld");
            assertThat(detail(forbidden))
                    .contains(owner.principal(), "not allowed to view charges", "has saved the budget");
        }
        assertThat(outlay.mails(theirs)).hasSize(1);
        assertThat(outlay.mails(finance)).hasSize(3);
    }

    @Test
    void onceTheRoleIsTakenAwayACustomersEditOfThePartnersBudgetTellsThePartnerAlone() {
        People.Owner owner = people.owner("Owner");
        Crossings former = editedByTheCustomer(owner.as(People.id(), owner.customer()), Crossings.crossing());
        outlay.tell(former);

        awaitTold(former, finance + " Delivered", theirs + " Withheld");
        assertThat(detail(former)).contains("needs a role assignment");
        assertThat(outlay.mails(theirs)).isEmpty();
    }

    @Test
    void whatThePartnerAddsToACustomersBudgetIsToldWhateverThePolicyAndTheCustomersOwnIsNotLaundered() {
        People.Owner owner = people.owner("Owner");
        forbid(owner);
        Crossings crossing = editedByThePartner(owner, Crossings.crossing());
        outlay.tell(crossing);

        awaitTold(crossing, finance + " Delivered", theirs + " Withheld");
        assertThat(outlay.mails(theirs)).isEmpty();

        outlay.customer(owner.customer(), true);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 200);
        Crossings again = editedByThePartner(owner, Crossings.crossing());
        outlay.tell(again);
        awaitTold(again, finance + " Delivered", theirs + " Delivered");
    }

    @Test
    void whoHasTheRoleByAGroupIsToldUntilTheGroupHasItNoMore() {
        People.Owner owner = people.owner("Owner");
        String member = People.id();
        String team = People.id();
        String assignment = People.id();
        String token = tokens.token(member, owner.customer(), Set.of(), Map.of("groups", List.of(team)));
        outlay.assign(assignment, owner.scope(), team, "Contributor");
        await().atMost(SOON).until(() -> alerts(owner, token) == 200);

        Crossings told = ofMember(owner, member, People.id(), team);
        outlay.tell(told);
        awaitTold(told, theirs + " Delivered");
        Crossings ofAnother = ofMember(owner, member, People.id());
        outlay.tell(ofAnother);
        awaitTold(ofAnother, theirs + " Withheld");

        String tested = Crossings.address();
        Outlay.Answer test = outlay.call(
                token,
                "POST",
                owner.scope() + "/providers/Microsoft.Insights/createNotifications" + Groups.VERSION,
                "{\"alertType\":\"budget\",\"emailReceivers\":[{\"name\":\"a\",\"emailAddress\":\"" + tested + "\"}]}");
        assertThat(test.status()).as(test.body().toString()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        outlay.sql("select state from delivery where target = '" + tested + "'"))
                .as("what its own test sends")
                .containsExactly("Delivered"));

        outlay.tellAccess("assignment/" + assignment, null);
        await().atMost(SOON).until(() -> alerts(owner, token) == 403);
        Crossings withheld = ofMember(owner, member, team);
        outlay.tell(withheld);
        awaitTold(withheld, theirs + " Withheld");
    }

    private Crossings ofMember(People.Owner owner, String member, String... groups) {
        return at(owner, Crossings.crossing())
                .createdBy(member, owner.customer())
                .writtenBy(member, owner.customer(), groups)
                .emails(theirs);
    }

    private int alerts(People.Owner owner, String token) {
        return outlay.call(token, "GET", Crossings.alerts(owner.scope()) + Outlay.VERSION, null)
                .status();
    }

    @Test
    void whenTheMakerHasLeftABudgetTellsForTheOwnerWhoSavesIt() {
        People.Owner owner = people.owner("Owner");
        String gone = People.id();
        Crossings silent = at(owner, Crossings.crossing())
                .createdBy(gone, owner.customer())
                .emails(theirs);
        outlay.tell(silent);
        awaitTold(silent, theirs + " Withheld");
        assertThat(withheld(owner, silent))
                .as("whoever reads the alert sees it")
                .startsWith("Not told to 1 of its receivers")
                .doesNotContain(gone);

        Crossings saved = at(owner, Crossings.crossing())
                .createdBy(gone, owner.customer())
                .writtenBy(owner.principal(), owner.customer())
                .emails(theirs);
        outlay.tell(saved);
        awaitTold(saved, theirs + " Delivered");
        assertThat(withheld(owner, saved)).isEqualTo("null");
    }

    private String withheld(People.Owner owner, Crossings crossing) {
        return people.get(owner, Crossings.alerts(owner.scope()) + "/" + crossing.id())
                .body()
                .at("/properties/withheld")
                .asText("null");
    }

    @Test
    void aCustomersGroupThatThePartnerEditsStaysTheCustomersAndIsToldInTheNameOfWhoeverNamedIt() {
        People.Owner owner = people.owner("Owner");
        People.Owner partner = owner.as(People.id(), Persona.PARTNER_TENANT);
        outlay.assign(People.id(), owner.scope(), partner.principal(), "Contributor");
        await().atMost(SOON)
                .until(() ->
                        people.get(partner, Crossings.alerts(owner.scope())).status() == 200);
        String group = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/ops";
        assertThat(keep(owner, group, theirs).status()).isEqualTo(201);
        assertThat(keep(partner, group, finance).status()).isEqualTo(200);
        assertThat(people.get(owner, group).body().toString()).contains(finance);
        assertThat(outlay.sql("select distinct customer_key like '%" + owner.customer()
                        + "' from action_group where owner_key like '%" + owner.subscription() + "%'"))
                .containsExactly("t");
        forbid(owner);

        Crossings customers = at(owner, Crossings.crossing())
                .createdBy(PARTNER, Persona.PARTNER_TENANT)
                .writtenBy(owner.principal(), owner.customer())
                .groups(group);
        outlay.tell(customers);
        awaitTold(customers, finance + " Withheld");
        Crossings partners = at(owner, Crossings.crossing())
                .createdBy(owner.principal(), owner.customer())
                .writtenBy(PARTNER, Persona.PARTNER_TENANT)
                .groups(group);
        outlay.tell(partners);
        awaitTold(partners, finance + " Delivered");
    }

    private Outlay.Answer keep(People.Owner by, String group, String address) {
        return outlay.call(
                people.token(by),
                "PUT",
                group + Groups.VERSION,
                "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"emailReceivers\":[{\"name\":\"a\",\"emailAddress\":\""
                        + address + "\"}]}}");
    }

    /** Each would be told on one ground, and both together are none. */
    @Test
    void aHolderOfARoleThatThePartnerNamedIsNotToldBecauseTheCustomerNamedTheAddressToo() {
        People.Owner owner = people.owner("Owner");
        String holder = People.id();
        String assignment = People.id();
        outlay.directory(holder, owner.customer(), theirs);
        outlay.assign(assignment, owner.scope(), holder, "Reader");
        String token = outlay.token(holder, owner.customer());
        await().atMost(SOON).until(() -> alerts(owner, token) == 200);
        Crossings crossing = at(owner, Crossings.crossing())
                .createdBy(PARTNER, Persona.PARTNER_TENANT)
                .writtenBy(People.id(), owner.customer()) // Has no role.
                .besides(PARTNER, Persona.PARTNER_TENANT, "contactRoles", "reader")
                .emails(theirs)
                .roles("Reader")
                .with("telling", "digest");
        outlay.tell(crossing);
        await().atMost(SOON).until(() -> told(crossing).equals(List.of(theirs + " Gathering")));
        outlay.tellAccess("assignment/" + assignment, null);
        await().atMost(SOON).until(() -> alerts(owner, token) == 403);

        outlay.sql(
                "update delivery set due_at = now() - interval '1 second' where target = '" + theirs + "' returning 1");

        awaitTold(crossing, theirs + " Withheld");
        assertThat(outlay.mails(theirs)).isEmpty();
    }

    /** As they are from before it was kept on which grounds: all who wrote the budget must have the right. */
    @Test
    void ofADeliveryThatKeepsNoGroundsEverybodyWhoWroteTheBudgetIsAsked() {
        People.Owner owner = people.owner("Owner");
        forbid(owner);
        Crossings crossing = editedByTheCustomer(owner, Crossings.crossing()).with("telling", "digest");
        outlay.tell(crossing);
        await().atMost(SOON).until(() -> told(crossing).size() == 2);

        outlay.sql("update delivery_alert set grounds = '{}' where alert_id = '" + crossing.id() + "' returning 1");
        outlay.sql("update delivery set due_at = now() - interval '1 second' where id in (select delivery_id from"
                + " delivery_alert where alert_id = '" + crossing.id() + "') returning 1");

        awaitTold(crossing, finance + " Withheld", theirs + " Withheld");
    }
}
