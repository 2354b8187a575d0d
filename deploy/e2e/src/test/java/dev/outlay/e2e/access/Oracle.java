package dev.outlay.e2e.access;

import java.util.Arrays;
import java.util.Set;

/**
 * Says what is to be answered, from what the system promises, and knows none of its code:
 *
 * <ul>
 *   <li>401 for a missing or bad token and for nothing else; every denial is a 403 with Azure's code. Where a signed link decides there is no token to be missing, nor where something is said to everybody: where
 *       clients are told to get their tokens.
 *   <li>Which billing accounts there are is told to the partner's admins; everybody else who has a token is told that there are none.
 *   <li>A customer has a policy once it is known.
 *   <li>Billing scopes, and what concerns the partner, are for Global admins and Admin agents of the partner's own tenant; no role at a subscription opens
 *       them, and neither do the same words in another tenant's token.
 *   <li>Subscriptions and resource groups are for role assignments there or above, also for the partner's people: Owner, Contributor and Cost Management
 *       Contributor change, Reader and Cost Management Reader see. Assigning is for Owners and for the partner's admins; who
 *       has which role is told to them, to Contributors and to Readers, and not to the Cost Management roles.
 *   <li>Templates are deployed by Owners and Contributors, and Readers see what became of them; the Cost Management roles do neither. At the tenant it is for the partner's admins. What was deployed stays with the customer for whom it was.
 *   <li>A role that somebody has made allows what its actions guard in Azure: with a wildcard alone what an Owner may, and nothing of the partner's or of another customer's.
 *   <li>A role at a management group is one at each subscription in it. Who has which role at the group itself is for the partner's people: it may hold
 *       subscriptions of several customers.
 *   <li>Exports of a scope, and views that are shared at it, are read and changed like its budgets; those that are nobody's but the caller's need a token alone.
 *   <li>A link to a file is for whoever has it, and is made by the service alone.
 *   <li>Cost is published by the partner's admins and by its own CostPublishers. The word in another tenant's token says nothing.
 *   <li>Prices are the partner's, as everything at billing scopes is; no other scope has any.
 *   <li>Which roles are built in is the same everywhere and told to whoever has a token. Roles are made by those who assign them.
 *   <li>Which subscriptions there are is told to whoever has a token, to each its own: where it has a role at the subscription, above it or at a resource group in it, and to the
 *       partner's admins all.
 *   <li>Resource groups are seen by whoever has any role there, in a list those at which it has one, and made, changed and deleted by Owners and Contributors.
 *   <li>Which resource providers are answered is told to whoever has a token, of any subscription the same.
 *   <li>A customer's user passes only while its customer's policy is Allowed, the partner's either way.
 *   <li>A row is seen only through its own customer: whoever had the subscription before has what it left there, and no more; a customer that never had it has
 *       nothing there. Making action groups, assigning roles and seeing who has which is for the present owner's.
 * </ul>
 */
final class Oracle {

    private static final Set<String> WRITERS =
            Set.of("Owner", "Contributor", "Cost Management Contributor", Somebody.CUSTOM_FOR_ALL);
    private static final Set<String> ASSIGNERS = Set.of("Owner", Somebody.CUSTOM_FOR_ALL);
    private static final Set<String> SEE_ASSIGNED =
            Set.of("Owner", "Contributor", "Reader", Somebody.CUSTOM_FOR_ALL, Somebody.CUSTOM_FOR_SEEING);
    private static final Set<String> DEPLOYERS = Set.of("Owner", "Contributor", Somebody.CUSTOM_FOR_ALL);
    private static final Set<String> ADMINS = Set.of("GlobalAdmin", "AdminAgent");

    /** A subscription becomes known with its first charge. */
    private static final Set<String> OF_COST = Set.of(
            "budgets",
            "query",
            "dimensions",
            "forecast",
            "usageDetails",
            "views",
            "resourceGroups",
            "resources",
            "exports",
            "run",
            "runHistory",
            "deployments",
            "validate",
            "cancel",
            "operations",
            "download",
            "generateCostDetailsReport");

    private Oracle() {}

    static Expected of(Somebody who, Route route, Place place, Policy policy) {
        if (Right.of(route) == Right.SIGNED_LINK) {
            return Expected
                    .denied(); // The link decides and no token does, and nobody has signed the one that is asked with.
        }
        if (Right.of(route) == Right.PUBLIC) {
            return Expected.done(route.method()); // Whoever asks, with whatever token.
        }
        if (who.credentials() != Somebody.Credentials.GOOD) {
            return Expected.unauthenticated(who.credentials().refusal());
        }
        boolean listsGroups = route.isOfResourceGroups() && route.kind() == Place.Kind.SUBSCRIPTION;
        boolean may = listsGroups ? hasARoleInside(who, place, policy) : may(who, Right.of(route), place, policy);
        if (!may) {
            return Expected.denied();
        }
        if (route.family().equals("managementGroups") && route.kind() == Place.Kind.MANAGEMENT_GROUP) {
            return route.method().equals("DELETE") ? Expected.isUsed() : Expected.done(route.method());
        }
        if (route.family().equals("unregister")) {
            return Expected.staysRegistered();
        }
        if (!isThere(who, route, place, policy)) {
            return Expected.nothingThere();
        }
        if (route.isOfOneResourceGroup() && !route.method().equals("PUT")) {
            return Expected.there(); // Charges have named it; whoever deletes one deletes its own.
        }
        if (route.family().equals("download") || route.family().equals("generateCostDetailsReport")) {
            return Expected.accepted();
        }
        if (route.path().endsWith("/conformance")) {
            return Expected.begun();
        }
        if (route.family().equals("cancel")) {
            return Expected.tooLate();
        }
        if (route.family().equals("invoices") && route.method().equals("PUT")) {
            return Expected.isOpen();
        }
        return route.path().endsWith("/close") ? Expected.notOver() : Expected.done(route.method());
    }

    private static boolean may(Somebody who, Right right, Place place, Policy policy) {
        return switch (right) {
            case ADMINISTER -> isAdmin(who);
            case PUBLISHER ->
                isAdmin(who) || (who.tenant() == Tenant.PARTNER && who.roles().contains("CostPublisher"));
            case SIGNED_IN -> true;
            case SIGNED_LINK -> false;
            case PUBLIC -> true;
            case SEE_DEPLOYED, DEPLOY -> mayAt(who, right, place, policy);
            case SEE_ASSIGNED, ASSIGN -> isAdmin(who) || mayAt(who, right, place, policy);
            case READ, WRITE, OWN -> place.kind().isRbac() ? mayAt(who, right, place, policy) : isAdmin(who);
        };
    }

    private static boolean isAdmin(Somebody who) {
        return who.tenant() == Tenant.PARTNER && who.roles().stream().anyMatch(ADMINS::contains);
    }

    private static boolean mayAt(Somebody who, Right right, Place place, Policy policy) {
        String role = who.assigned();
        boolean reaches = who.at() == place
                || who.at() == place.subscription()
                || (who.at() == Place.MANAGEMENT_GROUP && place.subscription() == Place.SUBSCRIPTION);
        if (role == null || !reaches || !grants(role, right)) {
            return false;
        }
        return who.tenant() == Tenant.PARTNER || (policy == Policy.ALLOWED && concerns(who.tenant(), right, place));
    }

    private static boolean grants(String role, Right right) {
        return switch (right) {
            case READ -> true;
            case SEE_ASSIGNED -> SEE_ASSIGNED.contains(role);
            case ASSIGN -> ASSIGNERS.contains(role);
            case SEE_DEPLOYED ->
                DEPLOYERS.contains(role) || role.equals("Reader") || role.equals(Somebody.CUSTOM_FOR_SEEING);
            case DEPLOY -> DEPLOYERS.contains(role);
            default -> WRITERS.contains(role);
        };
    }

    private static boolean concerns(Tenant tenant, Right right, Place place) {
        boolean isForTheOwner = right == Right.OWN || right == Right.ASSIGN || right == Right.SEE_ASSIGNED;
        return tenant == place.owner() || (!isForTheOwner && place.wasOf(tenant));
    }

    /** Whether there is what is asked for. What is made is there from then on, and what is deleted need not have been. */
    private static boolean isThere(Somebody who, Route route, Place place, Policy policy) {
        if (!place.isKnown() && route.isThroughAProfile()) {
            return false; // Through a profile nobody is found but whoever is invoiced on it.
        }
        boolean asksForOne = route.isOfOne() && (route.isGet() || route.method().equals("PATCH"))
                || route.path().contains("{invoice}")
                || (route.isOfPrices() && !route.method().equals("PUT"))
                || route.path().contains("{actionGroup}/")
                || (route.isOfADeployment() && (route.isGet() || route.family().equals("cancel")));
        if (route.family().equals("roleDefinitions")) {
            return true; // Everybody looks at one that is built in, and makes or deletes one of their own.
        }
        if (route.isOfProviders()) {
            return true; // The same wherever it is asked, whether or not anybody knows the subscription.
        }
        if (route.path().contains("{managementGroup}")) {
            return !asksForOne;
        }
        if (route.isOfSubscriptions()) {
            return !asksForOne || (place.isKnown() && hasARight(who, place, policy));
        }
        if (route.path().endsWith("{reconciliation}")
                || route.path().endsWith("{recount}")
                || route.path().endsWith("{notification}")
                || route.path().endsWith("{recovery}")
                || route.path().endsWith("{run}")
                || route.path().endsWith("{operation}")
                || (route.path().contains("{export}")
                        && (route.isGet() || route.method().equals("POST")))
                || route.path().contains("{silence}")) {
            return false; // Everybody asks for one that nobody has asked for.
        }
        if (route.isOfTheCaller()) {
            return !asksForOne; // Nobody has saved one.
        }
        if (route.path().endsWith("{principal}")
                || route.path().endsWith("{suppression}")
                || route.path().endsWith("{recipient}")) {
            return !route.isGet(); // Everybody asks for one whom nobody has written.
        }
        if (route.isOfADeployment() && place.kind() == Place.Kind.NONE) {
            return !asksForOne; // Nobody has deployed anything at the tenant.
        }
        if (!place.isKnown() && route.isOfPolicies()) {
            return false; // Nobody becomes known by a policy.
        }
        if (!place.isKnown()) {
            boolean needsCharges = place.kind().isRbac() && OF_COST.contains(route.family());
            return !needsCharges && !asksForOne;
        }
        return !asksForOne || sees(who.tenant(), route, place);
    }

    /** Whether anything at a subscription, or in it, is for somebody. */
    private static boolean hasARight(Somebody who, Place subscription, Policy policy) {
        return isAdmin(who) || hasARoleInside(who, subscription, policy);
    }

    /** Whether somebody has a role at a subscription, above it or at a resource group in it. */
    private static boolean hasARoleInside(Somebody who, Place subscription, Policy policy) {
        return Arrays.stream(Place.values())
                .filter(place -> place.kind().isRbac() && place.subscription() == subscription)
                .anyMatch(place -> mayAt(who, Right.READ, place, policy));
    }

    /** Whether the things of the place are there for people of that tenant. */
    static boolean sees(Tenant tenant, Route route, Place place) {
        // The partner's people deploy for whoever has the subscription now, and see what was deployed for it.
        boolean sees = tenant.isCustomers() ? tenant == place.whose() : !route.isOfADeployment() || !place.isOfThings();
        return !route.isOfAThing() || sees;
    }
}
