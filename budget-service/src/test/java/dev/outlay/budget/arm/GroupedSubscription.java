package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.util.UUID;

/** A customer's subscription in which charges name the resource groups web and Api, with people who have roles in it. */
final class GroupedSubscription {

    /** As azurerm asks. */
    static final String VERSION = "?api-version=2023-07-01";

    private final String account = "grouped-" + UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();
    private final String customer = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    GroupedSubscription(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, account);
        charge(customer, "web", "2026-10-01");
        charge(customer, "Api", "2026-10-02");
        allow(customer);
    }

    /** Has a charge of a customer name a group on a day. The customer of the newest charge has the subscription. */
    void charge(String of, String group, String day) {
        charged.record(charged.charge(UUID.randomUUID().toString())
                .customer(of)
                .subscription(id, group)
                .on(day));
    }

    /** Lets a customer's people see cost. */
    void allow(String of) {
        setPolicy(of, "Allowed");
    }

    /** Lets them see it no longer. */
    void forbid(String of) {
        setPolicy(of, "NotAllowed");
    }

    private void setPolicy(String of, String viewCharges) {
        Response set = put(
                GLOBAL_ADMIN,
                "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + of
                        + "/policies/default?api-version=2020-05-01",
                "{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}");
        assertThat(set.statusCode()).as(set.asString()).isLessThan(300);
    }

    String customer() {
        return customer;
    }

    String scope() {
        return "/subscriptions/" + id;
    }

    String groups() {
        return scope() + "/resourcegroups" + VERSION;
    }

    String group(String name) {
        return scope() + "/resourceGroups/" + name + VERSION;
    }

    /** Somebody new of the partner's with a role at the subscription. */
    RequestSpecification partners(String role) {
        return someone(PARTNER_TENANT, role, scope());
    }

    /** Somebody new of the customer's with a role at the subscription. */
    RequestSpecification customers(String role) {
        return someone(customer, role, scope());
    }

    RequestSpecification someone(String tenant, String role, String at) {
        return as(principal(role, at), tenant);
    }

    /** The id of somebody new with a role. */
    static String principal(String role, String at) {
        String principal = UUID.randomUUID().toString();
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}")
                .put(at + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        return principal;
    }

    static String body(String location, String tags) {
        return "{\"location\":\"" + location + "\",\"tags\":" + tags + "}";
    }
}
