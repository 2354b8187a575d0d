package dev.outlay.e2e.access;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The scopes and the people under one policy: a billing account with two customers that nobody else uses. */
final class House {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts/";
    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";

    private final Outlay outlay;
    private final Policy policy;
    private final Account account = Account.unique("matrix");
    private final Map<Tenant, String> tenants = new EnumMap<>(Tenant.class);
    private final Map<Place, String> subscriptions = new EnumMap<>(Place.class);
    private final Map<Somebody, String> principals = new HashMap<>();
    private final Map<Somebody, Client> clients = new HashMap<>();
    private final Client admin;
    private final String managementGroup = "matrix-" + id();
    private final Map<String, String> lookedUp = new ConcurrentHashMap<>();

    House(Outlay outlay, Policy policy, List<Somebody> everybody) {
        this.outlay = outlay;
        this.policy = policy;
        for (Tenant tenant : Tenant.values()) {
            tenants.put(tenant, tenant == Tenant.PARTNER ? Persona.PARTNER_TENANT : id());
        }
        for (Place place : Place.of(Place.Kind.SUBSCRIPTION)) {
            subscriptions.computeIfAbsent(place.subscription(), unused -> id());
        }
        everybody.forEach(who -> principals.put(who, id()));
        everybody.forEach(who -> clients.put(who, client(who)));
        this.admin = outlay.door(id(), Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String profile(String account) {
        return "CHFP-" + account;
    }

    static String customerName(String customer) {
        return "Customer " + customer.substring(0, 8);
    }

    Policy policy() {
        return policy;
    }

    String account() {
        return account.name();
    }

    String tenant(Tenant tenant) {
        return tenants.getOrDefault(tenant, "");
    }

    String subscription(Place place) {
        return subscriptions.getOrDefault(place.subscription(), "");
    }

    /** A Global admin that is not in the matrix, for preparing it. */
    Client admin() {
        return admin;
    }

    String principal(Somebody who) {
        return principals.getOrDefault(who, "");
    }

    /** The front door as that somebody. */
    Client door(Somebody who) {
        Client client = clients.get(who);
        if (client == null) {
            throw new IllegalArgumentException("not in this house: " + who);
        }
        return client;
    }

    /** The names in a path to a place; of a place that nobody knows, new ones each time. */
    Map<String, String> names(Place place) {
        return Map.of(
                "account",
                place == Place.UNKNOWN_ACCOUNT ? id() : account.name(),
                "profile",
                place == Place.UNKNOWN_PROFILE ? id() : profile(account.name()),
                "customer",
                switch (place) {
                    case OTHER_CUSTOMER -> tenant(Tenant.OTHER_CUSTOMER);
                    case UNKNOWN_CUSTOMER -> id();
                    default -> tenant(Tenant.CUSTOMER);
                },
                "subscription",
                subscription(place),
                "group",
                group(place));
    }

    /** The invoice of the house's profile, which opens with its first charge. */
    String invoiceName() {
        return first(scope(Place.PROFILE)
                + "/invoices?api-version=2020-05-01&periodStartDate=2000-01-01&periodEndDate=2999-12-31");
    }

    /** The management group in which the customer's subscription is. */
    String managementGroup() {
        return managementGroup;
    }

    /** What was bought for a customer, by the charge of its purchase. */
    String productName(Place customer) {
        return first(scope(customer) + "/products?api-version=2020-05-01");
    }

    /** A charge on the profile's invoice. */
    String transactionName() {
        return first(scope(Place.PROFILE)
                + "/transactions?api-version=2020-05-01&periodStartDate=2000-01-01&periodEndDate=2999-12-31");
    }

    /**
     * Has somebody make a resource group that nobody else asks for, in the subscription of a place at which they may. Whoever has their role at that place alone is given the same at the group.
     *
     * @param path of the group, with the version
     */
    void makeGroup(Somebody who, Place place, String path) {
        String role = who.assigned();
        if (role != null && who.at() == place) {
            done(admin.put(
                    path.substring(0, path.indexOf('?')) + "/providers/Microsoft.Authorization/roleAssignments/" + id()
                            + "?api-version=2022-04-01",
                    Planting.assignment(role, principal(who))));
        }
        done(door(who).put(path, "{\"location\":\"westeurope\"}"));
    }

    private static void done(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }

    private String first(String list) {
        return lookedUp.computeIfAbsent(
                list, unused -> admin.get(list).json().at("/value/0/name").asText("none"));
    }

    static String group(Place place) {
        return place == Place.SIBLING_GROUP ? "rg-sibling" : "rg-web";
    }

    /** ARM id of a place. */
    String scope(Place place) {
        Map<String, String> names = names(place);
        String atAccount = ACCOUNTS + names.get("account");
        String atSubscription = "/subscriptions/" + names.get("subscription");
        return switch (place.kind()) {
            case NONE -> "";
            case ACCOUNT -> atAccount;
            case PROFILE -> atAccount + "/billingProfiles/" + names.get("profile");
            case CUSTOMER -> atAccount + "/customers/" + names.get("customer");
            case MANAGEMENT_GROUP -> GROUPS + managementGroup;
            case SUBSCRIPTION -> atSubscription;
            case GROUP -> atSubscription + "/resourceGroups/" + names.get("group");
        };
    }

    private Client client(Somebody who) {
        String principal = principal(who);
        String tenant = tenant(who.tenant());
        return switch (who.credentials()) {
            case NONE -> outlay.doorOfNobody();
            case GARBAGE -> outlay.doorWith("garbage");
            case FORGED -> outlay.doorWith(forger().token(principal, tenant, who.roles()));
            case EXPIRED -> outlay.doorWith(outlay.expiredToken(principal, tenant, who.roles()));
            case GOOD -> outlay.door(principal, tenant, who.roles());
        };
    }

    /** Signs as the real issuer does, with another key. */
    static TokenIssuer forger() {
        try {
            return TokenIssuer.in(Files.createTempDirectory("outlay-forger"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return policy.viewCharges();
    }
}
