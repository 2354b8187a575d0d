package dev.outlay.e2e.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Database;
import dev.outlay.e2e.running.Outlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Furnishes a house: charges at every place, and at each a budget that has crossed, a view and a deployment of the same name, its alert, an action group and a role assignment. The customers' own users
 * do it while the policy still allows them to, so what they make is theirs; then everybody gets their roles and the policy becomes the house's.
 */
final class Planting {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String AUTHORIZATION = "?api-version=2022-04-01";
    private static final String GROUPS = "?api-version=2021-09-01";

    private final Outlay outlay;
    private final House house;
    private final List<InvoicedCharge> charges = new ArrayList<>();
    private final Map<Place, Things> things = new EnumMap<>(Place.class);
    private final String invoice = "INV-" + House.id();

    Planting(Outlay outlay, House house) {
        this.outlay = outlay;
        this.house = house;
    }

    List<InvoicedCharge> charges() {
        return Collections.unmodifiableList(charges);
    }

    Map<Place, Things> things() {
        return Collections.unmodifiableMap(things);
    }

    String invoice() {
        return invoice;
    }

    /** What was kept and is not there any more, as nobody but its owner can tell: what the partner cannot see is looked up where it is stored. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        things.forEach((place, kept) -> {
            look(
                    missing,
                    outlay.ledger(),
                    "budget",
                    "select count(*) from budget where deleted_at is null and name = ?",
                    kept.budget());
            look(missing, outlay.ledger(), "view", "select count(*) from saved_view where name = ?", kept.budget());
            look(
                    missing,
                    outlay.alerts(),
                    "alert",
                    "select count(*) from alert where status = 'Active' and cast(id as text) = ?",
                    kept.alert());
            if (place == Place.ACCOUNT || place.kind() == Place.Kind.GROUP) {
                look(
                        missing,
                        outlay.alerts(),
                        "action group",
                        "select count(*) from action_group where name = ?",
                        kept.group());
            }
            if (place.kind().isRbac()) {
                look(
                        missing,
                        outlay.ledger(),
                        "role assignment",
                        "select count(*) from role_assignment where name = ?",
                        kept.assignment());
                look(
                        missing,
                        outlay.ledger(),
                        "deployment",
                        "select count(*) from deployment where name = ?",
                        kept.budget());
            }
        });
        return missing;
    }

    private static void look(List<String> missing, Database database, String what, String count, String name) {
        if (!database.one(count, name).equals("1")) {
            missing.add(what + " " + name);
        }
    }

    void furnish(List<Somebody> everybody) {
        charge(Tenant.CUSTOMER, Place.GROUP, Place.SIBLING_GROUP, Place.LEFT_GROUP, Place.CUSTOMER);
        charge(Tenant.OTHER_CUSTOMER, Place.OTHER_GROUP, Place.OTHER_CUSTOMER);
        setPolicy(Tenant.CUSTOMER, Policy.ALLOWED);
        setPolicy(Tenant.OTHER_CUSTOMER, Policy.ALLOWED);
        Client customer = owner(Tenant.CUSTOMER, Place.SUBSCRIPTION, Place.MOVED_SUBSCRIPTION);
        Client other = owner(Tenant.OTHER_CUSTOMER, Place.OTHER_SUBSCRIPTION, Place.MOVED_SUBSCRIPTION);
        plant(house.admin(), Place.ACCOUNT, Place.PROFILE, Place.CUSTOMER, Place.OTHER_CUSTOMER);
        plant(customer, Place.SUBSCRIPTION, Place.GROUP, Place.SIBLING_GROUP);
        plant(customer, Place.LEFT_SUBSCRIPTION, Place.LEFT_GROUP);
        plant(other, Place.OTHER_SUBSCRIPTION, Place.OTHER_GROUP);

        charge(Tenant.OTHER_CUSTOMER, Place.MOVED_GROUP);
        plant(other, Place.MOVED_SUBSCRIPTION, Place.MOVED_GROUP);

        done(house.admin()
                .put(
                        house.scope(Place.MANAGEMENT_GROUP) + "/subscriptions/" + house.subscription(Place.SUBSCRIPTION)
                                + "?api-version=2020-05-01",
                        ""));
        done(house.admin()
                .ask(
                        "PUT",
                        house.scope(Place.PROFILE) + "/providers/Microsoft.Billing/billingPeriods/" + Question.PERIOD
                                + "/providers/Microsoft.Consumption/pricesheets/default?api-version=2019-10-01",
                        "text/csv",
                        Bodies.prices(Question.PRICE)));
        everybody.forEach(this::assign);
        setPolicy(Tenant.CUSTOMER, house.policy());
        setPolicy(Tenant.OTHER_CUSTOMER, house.policy());
        awaitPolicy(customer, Place.SUBSCRIPTION);
        awaitPolicy(other, Place.MOVED_SUBSCRIPTION);
    }

    private void charge(Tenant tenant, Place... places) {
        List<String> events = new ArrayList<>();
        for (Place place : places) {
            InvoicedCharge charge = new InvoicedCharge(
                    charges.size(),
                    house.account(),
                    house.tenant(tenant),
                    place.kind().isRbac() ? house.subscription(place) : null,
                    House.group(place),
                    invoice);
            charges.add(charge);
            events.add(charge.event());
        }
        Answer sent = outlay.publisher()
                .post("/v1/cost-events", "application/cloudevents-batch+json", "[" + String.join(",", events) + "]");
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        await("charges are counted")
                .atMost(SOON)
                .until(() -> outlay.ledger().ledgerRows(house.account()) == charges.size());
    }

    private void setPolicy(Tenant tenant, Policy policy) {
        done(house.admin()
                .put(
                        house.scope(tenant == Tenant.CUSTOMER ? Place.CUSTOMER : Place.OTHER_CUSTOMER)
                                + "/policies/default?api-version=2020-05-01",
                        "{\"properties\":{\"viewCharges\":\"" + policy.viewCharges() + "\"}}"));
    }

    private Client owner(Tenant tenant, Place... places) {
        String principal = House.id();
        for (Place place : places) {
            assign(principal, "Owner", place);
        }
        Client owner = outlay.door(principal, house.tenant(tenant), Set.of());
        await("the alert service has heard of " + tenant)
                .atMost(SOON)
                .until(() -> owner.get(Account.alerts(house.scope(places[0]))).status() == 200);
        return owner;
    }

    private void assign(Somebody who) {
        String role = who.assigned();
        if (role != null) {
            assign(house.principal(who), isCustom(role) ? made(role, who.at()) : role, who.at());
        }
    }

    private static boolean isCustom(String role) {
        return role.equals(Somebody.CUSTOM_FOR_ALL) || role.equals(Somebody.CUSTOM_FOR_SEEING);
    }

    /** The id of a role that the partner makes for a place. */
    private String made(String role, Place place) {
        String id = House.id();
        done(house.admin()
                .put(
                        house.scope(place) + "/providers/Microsoft.Authorization/roleDefinitions/" + id + AUTHORIZATION,
                        role(role + " " + id, role.split("`", -1)[1], house.scope(place))));
        return id;
    }

    static String role(String name, String action, String scope) {
        return "{\"properties\":{\"roleName\":\"" + name
                + "\",\"type\":\"CustomRole\",\"permissions\":[{\"actions\":[\"" + action
                + "\"]}],\"assignableScopes\":[\"" + scope + "\"]}}";
    }

    private String assign(String principal, String role, Place place) {
        String name = House.id();
        done(house.admin()
                .put(
                        house.scope(place) + "/providers/Microsoft.Authorization/roleAssignments/" + name
                                + AUTHORIZATION,
                        assignment(role, principal)));
        return name;
    }

    static String assignment(String role, String principal) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}";
    }

    private void plant(Client by, Place... places) {
        for (Place place : places) {
            String name = "kept-" + House.id();
            String budget = Account.budget(house.scope(place), name);
            done(by.put(budget, Bodies.monthly("1", "GreaterThan", name + "@example.com", "", 80)));
            done(by.put(Account.view(house.scope(place), name), Bodies.view(name)));
            if (place == Place.ACCOUNT || place.kind() == Place.Kind.GROUP) {
                String group = house.scope(place) + "/providers/Microsoft.Insights/actionGroups/" + name + GROUPS;
                // Of a move the alert service hears a moment later.
                await("action group " + place)
                        .atMost(SOON)
                        .until(() -> by.put(group, Bodies.actionGroup(outlay.webhookUri("matrix")))
                                        .status()
                                < 300);
            }
            String assignment = House.id();
            if (place.kind().isRbac()) {
                assignment = assign(House.id(), "Reader", place);
                done(by.put(Account.deployment(house.scope(place), name), Bodies.deployment(name)));
            }
            things.put(place, new Things(name, alert(by, place, name), name, assignment));
        }
    }

    private String alert(Client by, Place place, String budget) {
        return await("alert of " + place)
                .atMost(SOON)
                .until(() -> alertOf(by.get(Account.alerts(house.scope(place))), budget), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> alertOf(Answer alerts, String budget) {
        return alerts.json()
                .path("value")
                .valueStream()
                .filter(alert -> alert.at("/properties/costEntityId").asText().equals(budget))
                .map(alert -> alert.path("name").asText())
                .findFirst();
    }

    private void awaitPolicy(Client owner, Place place) {
        int status = house.policy() == Policy.ALLOWED ? 200 : 403;
        await("the alert service has heard of the policy")
                .atMost(SOON)
                .until(() -> owner.get(Account.alerts(house.scope(place))).status() == status);
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }
}
