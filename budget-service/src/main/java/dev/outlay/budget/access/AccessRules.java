package dev.outlay.budget.access;

import dev.outlay.budget.scope.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what (functional spec 1.3 and 1.4, R16).
 *
 * @param partnerTenant tenant id of the partner; empty when nobody is the partner's
 */
public record AccessRules(String partnerTenant) {

    private static final Decision ALLOWED = new Decision.Allowed();

    /**
     * Decides.
     *
     * @param scope null for a route without one
     * @param grounds what is known at an RBAC scope; {@link Grounds#NONE} elsewhere
     */
    public Decision decide(Principal principal, Need need, @Nullable Scope scope, Grounds grounds) {
        boolean admin = principal.isPartnerAdmin(partnerTenant);
        if (need == Need.SIGNED_IN) {
            return ALLOWED;
        }
        if (need == Need.ADMINISTER || scope == null || scope.kind().isBilling()) {
            return admin ? ALLOWED : notAdmin(principal);
        }
        if (need.kind() == Need.Kind.ASSIGN && admin) {
            return ALLOWED;
        }
        if (grounds.permissions().stream().noneMatch(permission -> permission.grants(need))) {
            return notAssigned(principal, need);
        }
        if (principal.isOf(partnerTenant)) {
            return ALLOWED;
        }
        return scope instanceof Scope.ManagementGroup ? notPartners() : customers(need, grounds);
    }

    /** A management group may hold subscriptions of several customers. */
    private static Decision notPartners() {
        return new Decision.Denied(
                "AuthorizationFailed", "Who has which role at a management group is for the partner's people.");
    }

    private static Decision customers(Need need, Grounds grounds) {
        if (!grounds.viewCharges()) {
            return new Decision.Denied(
                    "AuthorizationFailed",
                    "The cost-visibility policy of this customer (viewCharges) does not allow its users to see cost."
                            + " The partner can change it.");
        }
        if (need.kind() == Need.Kind.ASSIGN && !grounds.ownsNow()) {
            return new Decision.Denied(
                    "AuthorizationFailed",
                    "The subscription belongs to another customer now; only its users assign and define roles.");
        }
        return ALLOWED;
    }

    /** Whether a tenant is the partner's. */
    boolean isPartners(String tenant) {
        return !partnerTenant.isEmpty() && tenant.equalsIgnoreCase(partnerTenant);
    }

    /** A customer's people see the roles of their own tenant and those that the partner has made, who sees all. */
    boolean sees(Principal principal, CustomRole role) {
        return mayChange(principal, role) || isPartners(role.tenant());
    }

    /** The same at a scope: a role of the partner that has nothing to do with it may be for another customer. */
    boolean sees(Principal principal, CustomRole role, Surroundings at) {
        return sees(principal, role) && (principal.isOf(partnerTenant) || role.concerns(at));
    }

    /** A role is changed by people of the tenant whose it is, and by the partner. */
    boolean mayChange(Principal principal, CustomRole role) {
        return principal.isOf(partnerTenant) || role.tenant().equalsIgnoreCase(principal.tenant());
    }

    /** A role as somebody sees it at a scope: the partner's may name other customers' subscriptions. */
    CustomRole shown(Principal principal, CustomRole role, Surroundings at) {
        return mayChange(principal, role) ? role : role.shownAt(at);
    }

    /** An assignment as somebody sees it who may not see its role, as after a subscription has moved: with its id and without its name. */
    RoleAssignment shown(Principal principal, RoleAssignment assignment) {
        return assignment.role() instanceof CustomRole role && !sees(principal, role)
                ? assignment.withoutNameOf(role)
                : assignment;
    }

    private static Decision notAdmin(Principal principal) {
        return new Decision.Denied(
                "AuthorizationFailed",
                "The client '" + shown(principal)
                        + "' does not have authorization to perform this action. Billing scopes and operations are for"
                        + " the partner's Global admins and Admin agents.");
    }

    private static Decision notAssigned(Principal principal, Need need) {
        String roles =
                switch (need.kind()) {
                    case ASSIGN ->
                        need == Need.READ_ASSIGNMENTS || need == Need.READ_ROLES
                                ? "Owner, Contributor, Reader"
                                : "Owner";
                    case WRITE -> "Owner, Contributor, Cost Management Contributor";
                    case SEE_DEPLOYED -> "Owner, Contributor, Reader";
                    case DEPLOY -> "Owner, Contributor";
                    default -> "Owner, Contributor, Reader, one of the Cost Management roles";
                };
        return new Decision.Denied(
                need == Need.NAME_GROUPS ? "RBACAccessDenied" : "AuthorizationFailed",
                "The client '" + shown(principal)
                        + "' does not have authorization to perform this action over this scope: it needs a role"
                        + " assignment as "
                        + roles + " or a custom role with '" + String.join("' or '", need.actions()) + "'.");
    }

    private static String shown(Principal principal) {
        StringBuilder shown = new StringBuilder();
        principal.id().chars().filter(c -> c > ' ' && c < 127).limit(100).forEach(c -> shown.append((char) c));
        return shown.toString();
    }
}
