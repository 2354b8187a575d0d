package dev.outlay.e2e.cost;

import java.util.UUID;

/** A billing account that only one test knows, with the paths below it. */
public record Account(String name) {

    /** One that nobody has used before. */
    public static Account unique(String purpose) {
        return new Account(purpose + "-" + UUID.randomUUID());
    }

    /** Its ARM id. */
    public String id() {
        return "/providers/Microsoft.Billing/billingAccounts/" + name;
    }

    /** ARM id of one of its customers. */
    public String customer(String customer) {
        return id() + "/customers/" + customer;
    }

    /** ARM id of one of its action groups. */
    public String actionGroup(String group) {
        return id() + "/providers/Microsoft.Insights/actionGroups/" + group;
    }

    /** Path of a budget of any scope. */
    public static String budget(String scope, String budget) {
        return scope + "/providers/Microsoft.Consumption/budgets/" + budget + "?api-version=2019-10-01";
    }

    /** Path of a view that is shared at any scope. */
    public static String view(String scope, String view) {
        return scope + "/providers/Microsoft.CostManagement/views/" + view + "?api-version=2023-11-01";
    }

    /** Path of a deployment at a subscription or resource group. */
    public static String deployment(String scope, String deployment) {
        return scope + "/providers/Microsoft.Resources/deployments/" + deployment + "?api-version=2022-09-01";
    }

    /** Path of the alerts of any scope. */
    public static String alerts(String scope) {
        return scope + "/providers/Microsoft.CostManagement/alerts?api-version=2023-11-01";
    }
}
