package dev.outlay.budget.scope;

/**
 * A place at which cost is seen and budgets are kept, or (the management group) roles alone are assigned, as its ARM id names it. Ids keep the casing in which they were written; two scopes are the
 * same when their {@link #armId() ARM ids} are the same in lower case.
 */
public sealed interface Scope {

    ScopeKind kind();

    /** The ARM id, with leading slash, without a trailing one. */
    String armId();

    /** A billing account: everything that a partner is charged, in US dollars. */
    record BillingAccount(String account) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.BILLING_ACCOUNT;
        }

        @Override
        public String armId() {
            return "/providers/Microsoft.Billing/billingAccounts/" + account;
        }
    }

    /** A billing profile: what is on the invoices of one billing currency. */
    record BillingProfile(String account, String profile) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.BILLING_PROFILE;
        }

        @Override
        public String armId() {
            return "/providers/Microsoft.Billing/billingAccounts/" + account + "/billingProfiles/" + profile;
        }
    }

    /** A customer under the Microsoft Customer Agreement: its usage at the partner's price. */
    record Customer(String account, String customer) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.CUSTOMER;
        }

        @Override
        public String armId() {
            return "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer;
        }
    }

    /** A subscription: its usage at the retail price. */
    record Subscription(String subscription) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.SUBSCRIPTION;
        }

        @Override
        public String armId() {
            return "/subscriptions/" + subscription;
        }
    }

    /** A resource group: its usage at the retail price. */
    record ResourceGroup(String subscription, String resourceGroup) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.RESOURCE_GROUP;
        }

        @Override
        public String armId() {
            return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup;
        }
    }

    /**
     * A management group: a place for role assignments, which the subscriptions in it inherit. Azure shows no cost of a partner's customers there (functional spec
     * 1.1), so neither cost nor budgets are found at it.
     */
    record ManagementGroup(String group) implements Scope {
        @Override
        public ScopeKind kind() {
            return ScopeKind.MANAGEMENT_GROUP;
        }

        @Override
        public String armId() {
            return "/providers/Microsoft.Management/managementGroups/" + group;
        }
    }
}
