package dev.outlay.e2e.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks.
 *
 * @param title a sentence's subject, for the table
 * @param roles what the token says
 * @param assigned a role at a management group, subscription or resource group, by its name, or one of the custom roles; null for none
 * @param at where it is assigned
 */
record Somebody(
        String title,
        Credentials credentials,
        Tenant tenant,
        Set<String> roles,
        @Nullable String assigned,
        Place at) {

    /** With what they come. */
    enum Credentials {
        NONE("AuthenticationFailed"),
        GARBAGE("InvalidAuthenticationToken"),
        FORGED("InvalidAuthenticationToken"),
        EXPIRED("ExpiredAuthenticationToken"),
        GOOD("");

        private final String refusal;

        Credentials(String refusal) {
            this.refusal = refusal;
        }

        /** Azure's code of the 401. */
        String refusal() {
            return refusal;
        }
    }

    /** The roles that Azure knows at a subscription or resource group, as far as cost is concerned. */
    static final List<String> ROLES =
            List.of("Owner", "Contributor", "Cost Management Contributor", "Reader", "Cost Management Reader");

    /** Roles that the partner has made: for everything, and for seeing everything. */
    static final String CUSTOM_FOR_ALL = "custom role with `*`";

    static final String CUSTOM_FOR_SEEING = "custom role with `*/read`";

    private static final List<String> ONE_OF_EACH_KIND = List.of("Owner", "Contributor", "Reader");

    /** Everybody whom the matrix has. */
    static List<Somebody> everybody() {
        List<Somebody> all = new ArrayList<>();
        all.add(without("nobody: no token", Credentials.NONE));
        all.add(without("a token that is none", Credentials.GARBAGE));
        all.add(without("a Global admin's token that somebody else signed", Credentials.FORGED));
        all.add(without("a Global admin's token that has expired", Credentials.EXPIRED));
        all.add(claiming("partner's Global admin", Tenant.PARTNER, "GlobalAdmin"));
        all.add(claiming("partner's Admin agent", Tenant.PARTNER, "AdminAgent"));
        all.add(claiming("partner's user with another partner role", Tenant.PARTNER, "SalesAgent"));
        all.add(claiming("partner's user without a role", Tenant.PARTNER));
        all.add(claiming("partner's application that publishes cost", Tenant.PARTNER, "CostPublisher"));
        all.add(claiming("customer's application that says CostPublisher", Tenant.CUSTOMER, "CostPublisher"));
        all.add(claiming("a stranger that says it is CostPublisher", Tenant.STRANGER, "CostPublisher"));
        at(all, "partner's user", Tenant.PARTNER, Place.SUBSCRIPTION, ROLES);
        all.add(new Somebody(
                "partner's Admin agent, Reader at the customer's subscription",
                Credentials.GOOD,
                Tenant.PARTNER,
                Set.of("AdminAgent"),
                "Reader",
                Place.SUBSCRIPTION));
        all.add(assigned("partner's user", Tenant.PARTNER, "Owner", Place.UNKNOWN_SUBSCRIPTION));
        at(all, "partner's user", Tenant.PARTNER, Place.MANAGEMENT_GROUP, ONE_OF_EACH_KIND);
        all.add(claiming("customer's user without a role", Tenant.CUSTOMER));
        at(all, "customer's user", Tenant.CUSTOMER, Place.SUBSCRIPTION, ROLES);
        all.add(assigned("customer's user", Tenant.CUSTOMER, CUSTOM_FOR_ALL, Place.SUBSCRIPTION));
        at(all, "customer's user", Tenant.CUSTOMER, Place.GROUP, ROLES);
        all.add(assigned("customer's user", Tenant.CUSTOMER, CUSTOM_FOR_SEEING, Place.GROUP));
        at(all, "customer's user", Tenant.CUSTOMER, Place.MANAGEMENT_GROUP, ONE_OF_EACH_KIND);
        at(all, "customer's user", Tenant.CUSTOMER, Place.MOVED_SUBSCRIPTION, ONE_OF_EACH_KIND);
        all.add(assigned("customer's user", Tenant.CUSTOMER, "Owner", Place.UNKNOWN_SUBSCRIPTION));
        all.add(new Somebody(
                "customer's user that says it is Global admin, Owner at its subscription",
                Credentials.GOOD,
                Tenant.CUSTOMER,
                Set.of("GlobalAdmin"),
                "Owner",
                Place.SUBSCRIPTION));
        all.add(claiming("another customer's user without a role", Tenant.OTHER_CUSTOMER));
        at(all, "another customer's user", Tenant.OTHER_CUSTOMER, Place.SUBSCRIPTION, ONE_OF_EACH_KIND);
        at(all, "another customer's user", Tenant.OTHER_CUSTOMER, Place.MOVED_SUBSCRIPTION, ONE_OF_EACH_KIND);
        all.add(assigned("another customer's user", Tenant.OTHER_CUSTOMER, "Owner", Place.OTHER_SUBSCRIPTION));
        all.add(assigned("another customer's user", Tenant.OTHER_CUSTOMER, "Owner", Place.MANAGEMENT_GROUP));
        all.add(claiming("a stranger that says it is Global admin", Tenant.STRANGER, "GlobalAdmin", "AdminAgent"));
        all.add(assigned("a stranger", Tenant.STRANGER, "Owner", Place.SUBSCRIPTION));
        return List.copyOf(all);
    }

    /** The title without the role, which others have in the same words. */
    String titleOfAnyRole() {
        return assigned == null ? title : title.replace(", " + assigned + " at", ", {role} at");
    }

    private static Somebody without(String title, Credentials credentials) {
        return new Somebody(title, credentials, Tenant.PARTNER, Set.of("GlobalAdmin"), null, Place.NOWHERE);
    }

    private static Somebody claiming(String title, Tenant tenant, String... roles) {
        return new Somebody(title, Credentials.GOOD, tenant, Set.of(roles), null, Place.NOWHERE);
    }

    private static void at(List<Somebody> all, String title, Tenant tenant, Place place, List<String> roles) {
        roles.forEach(role -> all.add(assigned(title, tenant, role, place)));
    }

    private static Somebody assigned(String title, Tenant tenant, String role, Place place) {
        return new Somebody(
                title + ", " + role + " at " + said(tenant, place), Credentials.GOOD, tenant, Set.of(), role, place);
    }

    private static String said(Tenant tenant, Place place) {
        return switch (place) {
            case SUBSCRIPTION -> tenant == Tenant.CUSTOMER ? "its subscription" : "the customer's subscription";
            case GROUP -> "its resource group";
            case MANAGEMENT_GROUP ->
                tenant == Tenant.CUSTOMER
                        ? "the management group of its subscription"
                        : "the management group of the customer's subscription";
            case MOVED_SUBSCRIPTION ->
                tenant == Tenant.CUSTOMER ? "a subscription that moved away" : "a subscription that moved here";
            case OTHER_SUBSCRIPTION -> "its own subscription";
            default -> "a subscription that nobody knows";
        };
    }
}
