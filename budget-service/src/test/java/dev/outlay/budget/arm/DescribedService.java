package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.openapi.ApiDocument;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The document of the service, and a place at which everything that it describes can be done by the global admin. */
final class DescribedService {

    private static final String KEY = "'s' || chr(10) || '%s' || chr(10) || '%s' || chr(10) || '%s'";

    private final Map<String, String> names = new HashMap<>();

    DescribedService() {
        names.put("billingAccountName", "described-" + UUID.randomUUID());
        names.put("billingProfileName", "profile-1");
        for (String guid : new String[] {
            "customerName",
            "subscriptionId",
            "roleAssignmentName",
            "reconciliationId",
            "managementGroupName",
            "principalId",
            "operationName"
        }) {
            names.put(guid, UUID.randomUUID().toString());
        }
        for (String known : new String[] {
            "invoiceName", "productName", "transactionName", "downloadName", "policyOperation", "recountId"
        }) {
            names.put(known, "unknown"); // until there is one
        }
        names.put("billingSubscriptionName", String.valueOf(names.get("subscriptionId")));
    }

    static ApiDocument document() {
        return document("budget-service");
    }

    static ApiDocument document(String service) {
        return ApiDocument.read(Path.of(System.getProperty("outlay.root", ".."))
                .resolve(service + "/src/main/resources/META-INF/openapi.yaml"));
    }

    /** The operation that a change of the customer's policy began. */
    private static String begunPolicy(String account, String customer) {
        Response begun = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                .put("/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer
                        + "/policies/default?api-version=2024-04-01");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(201);
        return begun.header("Location").replaceAll("[?].*", "").replaceAll(".*/", "");
    }

    /** The recount that another agreement of another customer began. */
    private static String begunRecount(String account) {
        Response begun = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"agreementType\":\"CspOffer\"}}")
                .put("/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + UUID.randomUUID()
                        + "?api-version=2020-05-01");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
        return begun.header("Location").replaceAll(".*/", "");
    }

    /** Names for the parameters of paths; others have the document's examples. */
    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** Has the subscription known from a charge, and the global admin own it. */
    void prepare() {
        String account = names.get("billingAccountName");
        String customer = names.get("customerName");
        String subscription = names.get("subscriptionId");
        String key = KEY.formatted(account, customer, subscription);
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, currency) values (" + key
                        + ", 4, '" + account + "', '" + customer + "', '" + subscription + "', 'SEK')",
                "insert into subscription_owner select '" + subscription + "', id, now() from scope where key = "
                        + key);
        charge(String.valueOf(account));
        buy(String.valueOf(account), String.valueOf(customer));
        names.put(
                "downloadName",
                CostReport.ask(
                                GLOBAL_ADMIN,
                                "/providers/Microsoft.Billing/billingAccounts/" + account,
                                "{\"metric\":\"ActualCost\"}")
                        .link()
                        .replaceAll(".*/", ""));
        names.put("recountId", begunRecount(String.valueOf(account)));
        names.put("policyOperation", begunPolicy(String.valueOf(account), String.valueOf(customer)));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    /** A day's cost on the profile's invoice of last month, which can be closed, and the invoice's name. */
    private void charge(String account) {
        String invoices = "/providers/Microsoft.Billing/billingAccounts/" + account + "/billingProfiles/profile-1";
        as(GLOBAL_ADMIN).body("{\"properties\":{\"currency\":\"CHF\"}}").put(invoices + "?api-version=2020-05-01");
        Client.sql("with made as (insert into cost_group (fingerprint, account_scope, profile_scope, agreement,"
                + " charge_category, currency) select gen_random_uuid(), a.id, p.id, 1, 1, 'CHF' from scope a,"
                + " scope p where a.kind = 1 and p.kind = 2"
                + " and a.billing_account"
                + " = '" + account + "' and p.billing_account = '" + account
                + "' returning id)"
                + " insert into daily_cost select id, '"
                + BudgetBodies.thisMonth().minusMonths(1)
                + "', 1, 7, 7, 7, 7, 7 from made");
        names.put(
                "invoiceName",
                as(GLOBAL_ADMIN)
                        .get(
                                invoices
                                        + "/invoices?api-version=2020-05-01&periodStartDate=2000-01-01&periodEndDate=2999-12-31")
                        .jsonPath()
                        .getString("value[0].name"));
    }

    /** A purchase for the customer, and the names under which it is found. */
    private void buy(String account, String customer) {
        String at = "/providers/Microsoft.Billing/billingAccounts/" + account;
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\",\"billingProfileId\":\"" + at
                        + "/billingProfiles/profile-1\"}}")
                .put(at + "/customers/" + customer + "?api-version=2020-05-01");
        Client.sql("with places as (select a.id as account, p.id as profile, c.id as customer from scope a, scope p,"
                + " scope c where a.kind = 1 and p.kind = 2 and c.kind = 3 and a.billing_account = '" + account
                + "' and p.billing_account = '" + account + "' and c.billing_account = '" + account + "'), made"
                + " as (insert"
                + " into"
                + " cost_group"
                + " (fingerprint,"
                + " account_scope,"
                + " profile_scope,"
                + " customer_scope,"
                + " agreement,"
                + " charge_category,"
                + " currency)"
                + " select"
                + " gen_random_uuid(),"
                + " account,"
                + " profile,"
                + " customer,"
                + " 1, 2,"
                + " 'CHF'"
                + " from"
                + " places"
                + " returning"
                + " id),"
                + " described"
                + " as (insert"
                + " into"
                + " dimension_set"
                + " (fingerprint,"
                + " cost_group_id,"
                + " account_scope,"
                + " profile_scope,"
                + " customer_scope,"
                + " account_price,"
                + " profile_price,"
                + " customer_price,"
                + " rbac_price,"
                + " agreement,"
                + " currency,"
                + " charge_category,"
                + " dimensions,"
                + " tags)"
                + " select"
                + " gen_random_uuid(),"
                + " made.id,"
                + " account,"
                + " profile,"
                + " customer,"
                + " 1, 1,"
                + " 0, 0,"
                + " 1, 'CHF',"
                + " 2, '{\"x_ProductOrderId\":\"order-1\"}',"
                + " '{}'"
                + " from"
                + " places,"
                + " made"
                + " returning"
                + " id) insert"
                + " into"
                + " charge"
                + " (account_scope,"
                + " source_id,"
                + " id, revision,"
                + " content,"
                + " dimension_set_id,"
                + " charge_start,"
                + " billed,"
                + " effective,"
                + " batch)"
                + " select"
                + " account,"
                + " 1, 'bought',"
                + " 0, gen_random_uuid(),"
                + " described.id,"
                + " now(),"
                + " 12, 12,"
                + " 0 from"
                + " places,"
                + " described");
        names.put("productName", first(at + "/customers/" + customer + "/products?"));
        names.put(
                "transactionName",
                first(
                        at
                                + "/billingProfiles/profile-1/transactions?periodStartDate=2000-01-01&periodEndDate=2999-12-31&"));
    }

    private static String first(String list) {
        return as(GLOBAL_ADMIN).get(list + "api-version=2020-05-01").jsonPath().getString("value[0].name");
    }

    /** An example of a body as it would be sent this month: a budget does not begin in a period that has ended. */
    static JsonNode current(JsonNode example) {
        JsonNode body = example.deepCopy();
        if (body.at("/properties/timePeriod") instanceof ObjectNode period) {
            period.put("startDate", BudgetBodies.thisMonth() + "T00:00:00Z");
            period.put("endDate", BudgetBodies.thisMonth().plusYears(3) + "T00:00:00Z");
        }
        if (body.at("/properties/periodAmounts") instanceof ObjectNode amounts) {
            ObjectNode current = amounts.objectNode();
            for (JsonNode amount : amounts) {
                current.set(BudgetBodies.thisMonth().plusMonths(current.size()).toString(), amount);
            }
            amounts.removeAll().setAll(current);
        }
        return body;
    }
}
