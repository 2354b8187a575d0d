package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A subscription of a customer, with people of the partner who have roles there, and what they deploy. */
final class DeployingSubscription {

    static final String VERSION = "?api-version=2024-11-01";
    static final String DEPLOYMENTS = "/providers/Microsoft.Resources/deployments/";

    private static final String CONSUMPTION = "?api-version=2023-11-01";

    private final String id = UUID.randomUUID().toString();
    private final String owner;

    private DeployingSubscription(String owner) {
        this.owner = owner;
    }

    /** One that is known by a charge, with an Owner. */
    static DeployingSubscription charged(Vertx vertx, RecordCharges record) {
        DeployingSubscription made = new DeployingSubscription(UUID.randomUUID().toString());
        ChargedAccount account = new ChargedAccount(vertx, record, "deploying-" + UUID.randomUUID());
        account.record(account.charge("1")
                .customer(UUID.randomUUID().toString())
                .subscription(made.id, "web")
                .on("2026-10-01"));
        made.assign("Owner", made.owner);
        return made;
    }

    String scope() {
        return "/subscriptions/" + id;
    }

    String group() {
        return scope() + "/resourceGroups/web";
    }

    /** The object id of its owner. */
    String owner() {
        return owner;
    }

    RequestSpecification asOwner() {
        return as(owner, PARTNER_TENANT);
    }

    /** Somebody new with a role at the subscription. */
    RequestSpecification asNew(String role) {
        String principal = UUID.randomUUID().toString();
        assign(role, principal);
        return as(principal, PARTNER_TENANT);
    }

    private void assign(String role, String principal) {
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}")
                .put(scope() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    String deployment(String name) {
        return scope() + DEPLOYMENTS + name + VERSION;
    }

    Response deploy(String name, String template, String parameters) {
        return asOwner().body(body(template, parameters)).put(deployment(name));
    }

    Response budget(String name) {
        return asOwner().get(scope() + "/providers/Microsoft.Consumption/budgets/" + name + CONSUMPTION);
    }

    /** What is sent when a template is deployed. */
    static String body(String template, String parameters) {
        return "{\"location\":\"westeurope\",\"properties\":{\"mode\":\"Incremental\",\"template\":" + template
                + ",\"parameters\":" + parameters + "}}";
    }

    static String template(String... resources) {
        return "{\"resources\":[" + String.join(",", resources) + "]}";
    }

    /** @param more members of the resource, each with a comma before it */
    static String budgetResource(String name, String amount, String more) {
        return "{\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"" + name + "\""
                + more
                + ",\"properties\":{\"category\":\"Cost\",\"amount\":" + amount
                + ",\"timeGrain\":\"Monthly\",\"timePeriod\":{\"startDate\":\"" + BudgetBodies.thisMonth()
                + "T00:00:00Z\"},\"notifications\":{" + BudgetBodies.eighty() + "}}}";
    }

    /** A template in the form that Bicep compiles, as it is kept beside the tests. */
    static String compiled(String name) {
        try (InputStream file = DeployingSubscription.class.getResourceAsStream("/deployment/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no such file beside the tests: " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
