package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever holds a role that a notification names is told at the address that the directory knows, as long as it may see the cost. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class RolesTest {

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
    void thePartnersAndTheCustomersHoldersAreToldEachOnce() {
        People.Owner owner = people.owner("Owner");
        String partners = People.id();
        outlay.assign(People.id(), owner.scope(), partners, "Owner");
        String[] addresses = {Crossings.address(), Crossings.address()};
        outlay.directory(owner.principal(), owner.customer(), addresses[0]);
        outlay.directory(partners, Persona.PARTNER_TENANT, addresses[1]);
        outlay.directory(People.id(), owner.customer(), Crossings.address());
        allIsHeard();

        Crossings crossing = at(owner).emails(addresses[0]).roles("Owner", "owner", "Contributor", "King");
        outlay.tell(crossing);

        outlay.awaitStates(
                crossing,
                "email Delivered",
                "email Delivered",
                "role Unresolved no-address-of-the-role",
                "role Unsupported role-not-known");
        for (String address : addresses) {
            assertThat(outlay.mails(address)).as(address).hasSize(1);
        }
    }

    @Test
    void whoeverHoldsARoleThatSomebodyHasMadeIsToldByItsNameAndDoesWhatItAllows() {
        String role = People.id();
        outlay.role(role, "Watcher " + role, "Microsoft.CostManagement/alerts/read");
        People.Owner owner = people.owner(role);
        String address = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), address);
        allIsHeard();
        Crossings crossing = at(owner).roles("watcher " + role, role);

        outlay.tell(crossing);

        outlay.awaitStates(crossing, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
        String groups = owner.scope() + "/providers/Microsoft.Insights/actionGroups";
        assertThat(people.get(owner, groups).status()).isEqualTo(403);
        assertThat(people.get(
                                owner,
                                "/providers/Microsoft.Billing/billingAccounts/" + Crossings.ACCOUNT
                                        + "/providers/Microsoft.CostManagement/alerts")
                        .status())
                .isEqualTo(403);

        outlay.role(role, "Watcher " + role, "Microsoft.Insights/actionGroups/read");
        await().atMost(SOON).until(() -> people.get(owner, groups).status() == 200);
        assertThat(people.get(owner, Crossings.alerts(owner.scope())).status()).isEqualTo(403);
        Crossings later = at(owner).roles("Watcher " + role);
        outlay.tell(later);
        outlay.awaitStates(later, "role Unresolved no-address-of-the-role");
    }

    @Test
    void whoeverHoldsARoleAtTheSubscriptionIsToldOfItsResourceGroups() {
        People.Owner owner = people.owner("Reader");
        String address = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), address);
        allIsHeard();
        Crossings crossing = byThePartner(Crossings.crossing()
                        .at(owner.scope() + "/resourceGroups/web", "ResourceGroup", owner.subscription())
                        .customer(owner.customer()))
                .roles("Reader");

        outlay.tell(crossing);

        outlay.awaitStates(crossing, "email Delivered");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void aCustomersHolderIsNotToldWhileThePolicyForbidsNorOfAnotherCustomersCharges() {
        People.Owner owner = people.owner("Owner");
        String address = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), address);
        allIsHeard();
        Crossings foreign = at(owner).customer(Crossings.CUSTOMER).roles("Owner");
        outlay.tell(foreign);
        outlay.awaitStates(foreign, "role Unresolved no-address-of-the-role");

        outlay.customer(owner.customer(), false);
        await().atMost(SOON)
                .until(() -> people.get(owner, Crossings.alerts(owner.scope())).status() == 403);
        Crossings forbidden = at(owner).roles("Owner");
        outlay.tell(forbidden);
        outlay.awaitStates(forbidden, "role Unresolved no-address-of-the-role");
        assertThat(outlay.mails(address)).isEmpty();
    }

    @Test
    void aRoleWithoutAnAddressIsToldWhenAnOperatorReplaysAfterTheDirectoryHasIt() {
        People.Owner owner = people.owner("Owner");
        Crossings crossing = at(owner).roles("Owner");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "role Unresolved no-address-of-the-role");
        String id = outlay.sql("select delivery_id from delivery_alert where kind = 'role' and alert_id = '"
                        + crossing.id() + "'")
                .getFirst();
        String address = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), address);

        await().atMost(SOON).until(() -> {
            outlay.admin("POST", "/v1/deliveries/" + id + "/replay", null);
            return !outlay.mails(address).isEmpty();
        });
        outlay.awaitStates(crossing, "email Delivered", "role Resolved");
        assertThat(outlay.mails(address)).hasSize(1);
    }

    @Test
    void aRoleIsToldThoughTheAlertCameBeforeAnybodyCouldSayWhoHoldsIt() {
        People.Owner owner = people.owner("Owner");
        String address = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), address);
        allIsHeard();
        people.hush();
        await().atMost(SOON).until(() -> {
            clock.moveOn(Parts.ACCESS_PATIENCE); // What was said last may be heard after a first time.
            return people.get(owner, Crossings.alerts(owner.scope()))
                    .body()
                    .toString()
                    .contains("at the moment");
        });
        Crossings crossing = at(owner).roles("Owner", "King");
        Crossings digest = at(owner).emails(address).roles("Owner").with("telling", "digest");
        outlay.tell(crossing);
        outlay.tell(digest);
        outlay.awaitStates(crossing, "role Pending access-not-heard", "role Pending access-not-heard");
        outlay.awaitStates(digest, "email Gathering", "role Pending access-not-heard");
        clock.moveOn(Duration.ofMinutes(6));
        outlay.awaitStates(digest, "email Delivered", "role Pending access-not-heard");

        People again = new People(outlay);
        try {
            again.owner("Reader");
            outlay.awaitStates(crossing, "email Delivered", "role Resolved", "role Unsupported role-not-known");
            outlay.awaitStates(digest, "email Delivered", "role Resolved");
        } finally {
            again.hush();
        }
        assertThat(outlay.mails(address)).as("one of each alert").hasSize(2);
        assertThat(outlay.sql("select id from delivery d where receiver = '" + address
                        + "' and not exists (select 1 from delivery_alert where delivery_id = d.id)"))
                .as("digests of nothing")
                .isEmpty();
    }

    @Test
    void whoeverWasToldForARoleIsNotWhenTheRoleIsGoneUnlessNamedOtherwise() {
        People.Owner owner = people.owner("Owner");
        String[] addresses = {Crossings.address(), Crossings.address(), Crossings.address()};
        for (String address : addresses) {
            String holder = People.id();
            outlay.assign(holder, owner.scope(), holder, "Reader");
            outlay.directory(holder, owner.customer(), address);
            allIsHeard();
            Crossings crossing = at(owner).roles("Reader").with("telling", "digest");
            if (address.equals(addresses[1])) {
                crossing.groups(groupOf(owner, address));
            } else if (address.equals(addresses[2])) {
                crossing.emails(address);
            }
            outlay.tell(crossing);
            await().atMost(SOON).untilAsserted(() -> assertThat(outlay.states(crossing.id()))
                    .isNotEmpty()
                    .allMatch("email Gathering"::equals));
            outlay.tellAccess("assignment/" + holder, null);
        }
        allIsHeard();

        clock.moveOn(Duration.ofMinutes(6));

        awaitState(addresses[0], "Withheld access-withdrawn");
        awaitState(addresses[1], "Delivered");
        awaitState(addresses[2], "Delivered");
        assertThat(outlay.mails(addresses[0])).isEmpty();
    }

    @Test
    void anAddressThatItsHolderHasNoMoreIsNotTold() {
        People.Owner owner = people.owner("Owner");
        String before = Crossings.address();
        outlay.directory(owner.principal(), owner.customer(), before);
        allIsHeard();
        Crossings crossing = at(owner).roles("Owner").with("telling", "digest");
        outlay.tell(crossing);
        outlay.awaitStates(crossing, "email Gathering");
        outlay.directory(owner.principal(), owner.customer(), Crossings.address());
        allIsHeard();

        clock.moveOn(Duration.ofMinutes(6));

        outlay.awaitStates(crossing, "email Withheld access-withdrawn");
        assertThat(outlay.mails(before)).isEmpty();
    }

    private void awaitState(String address, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(outlay.sql(
                        "select state || coalesce(' ' || reason, '') from delivery where receiver = '" + address + "'"))
                .containsExactly(state));
    }

    /** A group of the customer with this address. */
    private String groupOf(People.Owner owner, String address) {
        String group = owner.scope() + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/g";
        String body =
                "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"emailReceivers\":[{\"name\":\"mail\","
                        + "\"emailAddress\":\"" + address + "\"}]}}";
        assertThat(outlay.call(people.token(owner), "PUT", group + Groups.VERSION, body)
                        .status())
                .isEqualTo(201);
        return group;
    }

    /** What is told of access is heard in its order: whoever comes last is known when all before is. */
    private void allIsHeard() {
        people.owner("Reader");
    }

    private static Crossings at(People.Owner owner) {
        return byThePartner(Crossings.crossing()
                .at(owner.scope(), "Subscription", owner.subscription())
                .customer(owner.customer()));
    }

    private static Crossings byThePartner(Crossings crossing) {
        return crossing.createdBy(People.id(), Persona.PARTNER_TENANT);
    }
}
