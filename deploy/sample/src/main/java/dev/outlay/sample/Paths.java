package dev.outlay.sample;

import dev.outlay.sample.partner.BillingProfile;
import dev.outlay.sample.partner.Customer;
import dev.outlay.sample.partner.Partner;
import dev.outlay.sample.partner.Subscription;

/** Paths of the front door for the sample's scopes and resources, with the api-version that each is asked with. */
final class Paths {
    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/" + Partner.BILLING_ACCOUNT;

    private Paths() {}

    static String account() {
        return ACCOUNT;
    }

    static String profile(BillingProfile profile) {
        return ACCOUNT + "/billingProfiles/" + profile.id();
    }

    static String customer(Customer customer) {
        return ACCOUNT + "/customers/" + customer.id();
    }

    static String subscription(Subscription subscription) {
        return "/subscriptions/" + subscription.id();
    }

    static String budget(String scope, String name) {
        return scope + "/providers/Microsoft.Consumption/budgets/" + name + "?api-version=2019-10-01";
    }

    static String actionGroupId() {
        return ACCOUNT + "/providers/Microsoft.Insights/actionGroups/sample";
    }

    static String actionGroup() {
        return actionGroupId() + "?api-version=2021-09-01";
    }

    static String agreement(Customer customer) {
        return customer(customer) + "?api-version=2019-10-01-preview";
    }

    static String policy(Customer customer) {
        return customer(customer) + "/policies/default?api-version=2019-10-01-preview";
    }

    static String roleAssignment(Subscription subscription, String id) {
        return subscription(subscription) + "/providers/Microsoft.Authorization/roleAssignments/" + id
                + "?api-version=2022-04-01";
    }
}
