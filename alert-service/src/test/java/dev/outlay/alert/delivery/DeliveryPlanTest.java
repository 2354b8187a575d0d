package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupJson;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import dev.outlay.alert.settings.PartnersOwn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which group of a name a crossing at a billing scope addresses, where prices are invoiced. */
class DeliveryPlanTest {

    private static final String GROUP = "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/ops";
    private static final ActionGroupId OWN =
            ActionGroupId.ofId("/subscriptions/Own" + GROUP).orElseThrow();

    private final DeliveryPlan plan = new DeliveryPlan(
            new PartnersOwn(Set.of("own")),
            new RoleHolders(
                    new AccessDecision.Rules("partner"), new AccessHeard(Clock.systemUTC(), Duration.ofSeconds(2))));
    private Crossing crossing;
    private ObjectNode event = JsonNodeFactory.instance.objectNode();

    @BeforeEach
    void read() throws Exception {
        crossing = CrossingJson.read(CloudEvent.structured(
                Files.readAllBytes(Repository.root().resolve("deploy/contracts/examples/crossing-actual.json"))));
        assertThat(crossing.budget().scope().isBilling()).isTrue();
    }

    private static Kept group(String customer, String address) throws Exception {
        String body =
                "{\"properties\":{\"groupShortName\":\"ops\",\"emailReceivers\":[{\"name\":\"a\",\"emailAddress\":\""
                        + address + "\"}]}}";
        return new Kept(
                UUID.randomUUID(),
                OWN,
                ActionGroupJson.read(
                        OWN, new ObjectMapper().readTree(body), host -> Optional.empty(), new ArrayList<>()),
                customer,
                Map.of());
    }

    private List<String> planned(String reference, Kept... kept) {
        return plan.ofGroup(crossing, reference, Map.of(OWN.key(), List.of(kept))).stream()
                .map(each -> each.state() + " " + each.reason().orElse(each.target()))
                .toList();
    }

    @Test
    void inASubscriptionOfThePartnersOwnItIsThePartnersGroup() throws Exception {
        assertThat(planned(OWN.id(), group("account/customer", "theirs@x.example"), group("", "ours@x.example")))
                .containsExactly("Pending ours@x.example");
    }

    @Test
    void aGroupThatACustomerMadeThereBeforeIsNotTold() throws Exception {
        assertThat(planned(OWN.id(), group("account/customer", "theirs@x.example")))
                .containsExactly("Unresolved group-of-another-customer");
    }

    @Test
    void aCustomersBudgetNamesAGroupOfTheSameCustomerInWhicheverSubscriptionItLives() throws Exception {
        atASubscription("customers-person", "customers-tenant");
        assertThat(planned(
                        OWN.id(),
                        group(crossing.customer().orElseThrow().text(), "theirs@x.example"),
                        group("", "ours@x.example")))
                .containsExactly("Pending theirs@x.example");
        assertThat(planned(OWN.id(), group("account/another", "others@x.example")))
                .containsExactly("Unresolved group-not-found");
        assertThat(planned(OWN.id())).containsExactly("Unresolved group-not-found");
    }

    @Test
    void thePartnersOwnGroupIsNamedByThePartnersBudgetsAlone() throws Exception {
        atASubscription("customers-person", "customers-tenant");
        assertThat(planned(OWN.id(), group("", "ours@x.example"))).containsExactly("Unresolved group-not-found");

        atASubscription("partners-person", "partner");
        assertThat(planned(OWN.id(), group("", "ours@x.example"))).containsExactly("Pending ours@x.example");
        assertThat(planned(OWN.id(), group("account/another", "others@x.example")))
                .containsExactly("Unresolved group-not-found");
    }

    @Test
    void whoNamedAGroupDecidesWhetherItIsThePartnersOwnAndNotWhoMadeTheBudget() throws Exception {
        atASubscription("partners-person", "partner");
        writtenBy("customers-person", "customers-tenant");
        assertThat(planned(OWN.id(), group("", "ours@x.example")))
                .as("named in a customer's edit")
                .containsExactly("Unresolved group-not-found");

        writtenBy("customers-person", "customers-tenant", "partners-person", "partner", OWN.id());
        assertThat(planned(OWN.id(), group("", "ours@x.example")))
                .as("named by the partner before")
                .containsExactly("Pending ours@x.example");

        atASubscription("customers-person", "customers-tenant");
        writtenBy("partners-person", "partner");
        assertThat(planned(OWN.id(), group("", "ours@x.example")))
                .as("named in the partner's edit")
                .containsExactly("Pending ours@x.example");

        writtenBy("partners-person", "partner", "customers-person", "customers-tenant", OWN.id());
        assertThat(planned(OWN.id(), group("", "ours@x.example")))
                .as("named by the customer before")
                .containsExactly("Unresolved group-not-found");
    }

    @Test
    void whatThePartnerNamedIsThePartnersAndWhatTheCustomerNamedIsNot() throws Exception {
        atASubscription("partners-person", "partner");
        writtenBy("customers-person", "customers-tenant", "partners-person", "partner", OWN.id());
        ((ObjectNode) event.at("/data/notification")).putArray("contactEmails").add("Mine@x.example");
        ((ObjectNode) event.at("/data/notification")).putArray("contactRoles");
        ((ObjectNode) event.at("/data")).put("telling", "tell");
        ((ObjectNode) event.at("/data/notification")).putArray("contactGroups").add(OWN.id());
        reread();

        assertThat(plan.of(
                        crossing, Map.of(OWN.key(), List.of(group("", "MINE@x.example"), group("", "no@x.example")))))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.partners()).isTrue();
                    assertThat(one.grounds())
                            .containsExactly(
                                    new Ground("customers-tenant", Optional.empty()),
                                    new Ground("partner", Optional.empty()));
                    assertThat(GroundsColumn.read(GroundsColumn.write(one.grounds())))
                            .isEqualTo(one.grounds());
                });
        assertThat(plan.of(crossing, Map.of()))
                .filteredOn(one -> one.kind().equals("email"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.partners()).isFalse();
                    assertThat(one.grounds()).containsExactly(new Ground("customers-tenant", Optional.empty()));
                });
    }

    @Test
    void groundsAreKeptWithAndWithoutAHolderAndOfNobody() {
        List<Ground> grounds = List.of(
                Ground.askedBy(Optional.empty()),
                new Ground("tenant", Optional.of("holder")),
                new Ground("", Optional.of("holder")));
        assertThat(GroundsColumn.read(GroundsColumn.write(grounds))).isEqualTo(grounds);
        assertThat(GroundsColumn.read("")).isEmpty();
    }

    /** Who wrote the budget last, and before them somebody who answers for a group. */
    private void writtenBy(String principal, String tenant, String... other) throws Exception {
        ArrayNode writers = ((ObjectNode) event.at("/data/budget")).putArray("writers");
        writers.addObject()
                .put("principalId", principal)
                .put("tenantId", tenant)
                .putArray("groups");
        if (other.length > 0) {
            ObjectNode writer = writers.addObject().put("principalId", other[0]).put("tenantId", other[1]);
            writer.putArray("groups");
            writer.putArray("contactGroups").add(other[2].toLowerCase(Locale.ROOT));
        }
        reread();
    }

    private void reread() throws Exception {
        crossing = CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The same crossing at a subscription of a customer, of a budget that somebody of a tenant made. */
    private void atASubscription(String principal, String tenant) throws Exception {
        event = (ObjectNode) new ObjectMapper()
                .readTree(Repository.root()
                        .resolve("deploy/contracts/examples/crossing-retail-recorded.json")
                        .toFile());
        ((ObjectNode) event.at("/data/budget"))
                .putObject("creator")
                .put("principalId", principal)
                .put("tenantId", tenant);
        reread();
        assertThat(crossing.budget().scope().isBilling()).isFalse();
        assertThat(crossing.customer().orElseThrow().text()).isNotEqualTo("account/another");
    }

    @Test
    void inAnyOtherSubscriptionItIsNone() {
        assertThat(planned("/subscriptions/other" + GROUP)).containsExactly("Unresolved group-not-allowed-here");
    }
}
