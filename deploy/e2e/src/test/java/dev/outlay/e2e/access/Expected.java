package dev.outlay.e2e.access;

import java.util.Set;

/**
 * What somebody is to be answered.
 *
 * @param statuses one of these
 * @param code of the error envelope; empty where any will do, or where it is no error
 * @param isLetIn whether the decision is that it may
 */
record Expected(Set<Integer> statuses, String code, boolean isLetIn) {

    static Expected unauthenticated(String code) {
        return new Expected(Set.of(401), code, false);
    }

    static Expected denied() {
        return new Expected(Set.of(403), "AuthorizationFailed", false);
    }

    /** It may, and there is nothing of that name (for it). */
    static Expected nothingThere() {
        return new Expected(Set.of(404), "", true);
    }

    /** It may, and the invoice of the running period cannot be closed. */
    static Expected notOver() {
        return new Expected(Set.of(409), "BillingPeriodIsNotOver", true);
    }

    /** It may, and the deployment is over. */
    static Expected tooLate() {
        return new Expected(Set.of(409), "DeploymentCannotBeCancelled", true);
    }

    /** It may, and there is a subscription in it, or somebody has a role at it. */
    static Expected isUsed() {
        return new Expected(Set.of(409), "ManagementGroupIsNotEmpty", true);
    }

    /** It may, and what it asks for, changes or deletes is there. */
    static Expected there() {
        return new Expected(Set.of(200), "", true);
    }

    /** It may, and nothing that is answered can be turned off. */
    static Expected staysRegistered() {
        return new Expected(Set.of(409), "RegistrationFreeResourceProvider", true);
    }

    /** It may, and nothing can have become of the invoice of the running period yet. */
    static Expected isOpen() {
        return new Expected(Set.of(409), "InvoiceIsOpen", true);
    }

    /** It may; what it asks for is made later, unless it has asked for as many as it may at a time. */
    static Expected accepted() {
        return new Expected(Set.of(202, 429), "", true);
    }

    /** It may; it goes on by itself, unless somebody has begun the same or as much goes on as may. */
    static Expected begun() {
        return new Expected(Set.of(202, 409, 429), "", true);
    }

    static Expected done(String method) {
        return new Expected(
                switch (method) {
                    case "PUT" -> Set.of(200, 201);
                    case "DELETE" -> Set.of(200, 204);
                    case "POST" -> Set.of(200, 201, 202);
                    default -> Set.of(200);
                },
                "",
                true);
    }
}
