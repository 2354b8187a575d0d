package dev.outlay.budget.access;

import java.util.List;

/**
 * What is known of a principal at a management group, subscription or resource group.
 *
 * @param permissions of the roles that it has there or above
 * @param viewCharges the cost-visibility policy of the customer that is its tenant
 * @param ownsNow whether the subscription belongs to that customer now
 */
public record Grounds(List<Permission> permissions, boolean viewCharges, boolean ownsNow) {

    /** Nothing is known: billing scopes need nothing, at RBAC scopes it means no. */
    public static final Grounds NONE = new Grounds(List.of(), false, false);

    public Grounds {
        permissions = List.copyOf(permissions);
    }
}
