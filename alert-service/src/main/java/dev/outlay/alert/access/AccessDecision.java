package dev.outlay.alert.access;

import dev.outlay.alert.scope.Scope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The answer to one question of access. Source: DESIGN.md section 4 and section 6, points 12 and 13. */
public sealed interface AccessDecision {

    /**
     * The request may go on.
     *
     * @param onlyOf for a customer's own people: their customer, of which alone rows may be shown or changed, because a
     *     moved subscription shows its new customer nothing of the old one, and the old one nothing of the new; empty for the
     *     partner's people
     */
    record Allowed(Optional<CustomerKey> onlyOf) implements AccessDecision {}

    /** The request ends here. The reason never says whether the scope exists. */
    record Denied(String reason) implements AccessDecision {}

    /** Nobody can say at the moment: the budget service has not been heard. It is a denial for a request. */
    record NotHeard(String reason) implements AccessDecision {}

    /** Decides by the partner's tenant, which is empty where nobody is the partner's. */
    record Rules(String partnerTenant) {

        private static final Set<String> PARTNER_ROLES = Set.of("globaladmin", "adminagent");

        /** Compares tenants without regard to case. */
        public Rules {
            partnerTenant = partnerTenant.toLowerCase(Locale.ROOT);
        }

        /** Whether the principal belongs to the partner's own tenant. */
        public boolean isPartners(Principal principal) {
            return !partnerTenant.isEmpty() && principal.tenant().equals(partnerTenant);
        }

        /** Whether the principal may see and operate what concerns the partner as a whole. */
        public AccessDecision decideForPartner(Principal principal) {
            return isPartners(principal)
                            && principal.roles().stream()
                                    .map(role -> role.toLowerCase(Locale.ROOT))
                                    .anyMatch(PARTNER_ROLES::contains)
                    ? new Allowed(Optional.empty())
                    : new Denied("needs the partner role GlobalAdmin or AdminAgent");
        }

        /** Decides what the principal may do at the scope. */
        public AccessDecision decide(Principal principal, Scope scope, AccessAction action, AccessFacts facts) {
            if (action == AccessAction.ADMINISTER) {
                return decideForPartner(principal);
            }
            return switch (scope) {
                case Scope.BillingAccount ignored -> decideForPartner(principal);
                case Scope.BillingProfile ignored -> decideForPartner(principal);
                case Scope.Customer ignored -> decideForPartner(principal);
                case Scope.Subscription own -> decideByAssignment(principal, own, own.subscription(), action, facts);
                case Scope.ResourceGroup own -> decideByAssignment(principal, own, own.subscription(), action, facts);
            };
        }

        private AccessDecision decideByAssignment(
                Principal principal, Scope scope, String subscription, AccessAction action, AccessFacts facts) {
            if (!isPartners(principal) && !facts.isFresh()) {
                return new NotHeard(
                        "the cost-visibility policy is not known at the moment; try again in a few seconds");
            }
            boolean assigned = scope.keysUpwards().stream()
                    .flatMap(key -> principal.holders().flatMap(holder -> facts.rolesAt(holder, key).stream()))
                    .flatMap(role -> facts.permissionsOf(role).stream())
                    .anyMatch(permission -> permission.allows(action));
            if (!assigned) {
                return new Denied("needs a role assignment at this scope");
            }
            if (isPartners(principal)) {
                return new Allowed(Optional.empty());
            }
            return decideForCustomer(principal, subscription.toLowerCase(Locale.ROOT), action, facts);
        }

        /** A customer's id is that of its tenant, so the token says whose person it is, whoever owns the subscription now. */
        private static AccessDecision decideForCustomer(
                Principal principal, String subscription, AccessAction action, AccessFacts facts) {
            Optional<CustomerKey> owner = facts.customerOf(subscription);
            Optional<CustomerKey> own = owner.map(now -> new CustomerKey(now.billingAccount(), principal.tenant()))
                    .filter(customer -> facts.isOrWasOf(subscription, customer));
            if (own.filter(facts::mayViewCharges).isEmpty()) {
                return new Denied("is of a customer that the partner has not allowed to view charges");
            }
            if (action.kind() == AccessAction.Kind.OWN && !own.equals(owner)) {
                return new Denied("is of a customer that does not own the subscription now");
            }
            return new Allowed(own);
        }
    }
}
