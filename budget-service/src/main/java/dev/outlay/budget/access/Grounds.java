package dev.outlay.budget.access;

import java.util.List;

/**
 * What is known of a principal at a management group, subscription or resource group.
 *
 * @param roles assigned to it there or above
 * @param viewCharges the cost-visibility policy of the customer that is its tenant
 * @param ownsNow whether the subscription belongs to that customer now
 */
public record Grounds(List<? extends RoleDefinition> roles, boolean viewCharges, boolean ownsNow) {

    /** Nothing is known: billing scopes need nothing, at RBAC scopes it means no. */
    public static final Grounds NONE = new Grounds(List.of(), false, false);

    public Grounds {
        roles = List.copyOf(roles);
    }
}
