package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.analysis.AskedCharge;
import dev.outlay.budget.analysis.RandomCharges;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.scope.ScopeKind;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Every scope of a made-up partner's charges, with a role for the global admin where one is needed. */
record AskedScopes(String account, RandomCharges charges, RecordCharges record, Vertx vertx) {

    /** @param ofScope whether a charge is below it, whatever the scope sees of it */
    record Asked(String scope, ScopeKind kind, Predicate<AskedCharge> ofScope) {}

    private String id() {
        return "/providers/Microsoft.Billing/billingAccounts/" + account;
    }

    void prepare() {
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"agreementType\":\"CspOffer\"}}")
                .put(id() + "/customers/" + RandomCharges.CSP_CUSTOMER + "?api-version=2020-05-01");
        RandomCharges.CUSTOMERS.forEach(
                customer -> RandomCharges.subscriptions(account, customer).forEach(AskedScopes::assign));
    }

    private static void assign(String subscription) {
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    void record(List<AskedCharge> stated) {
        List<Charge> batch = stated.stream().map(AskedCharge::charge).toList();
        await("what is watched is loaded, after a start")
                .ignoreExceptionsMatching(failure -> String.valueOf(failure).contains("is still being loaded"))
                .until(() ->
                        LedgerFixture.run(vertx, () -> record.record(batch)).added() >= 0);
    }

    List<Asked> all() {
        List<Asked> scopes = new ArrayList<>();
        scopes.add(new Asked(id(), ScopeKind.BILLING_ACCOUNT, charge -> true));
        charges.profiles()
                .forEach(profile -> scopes.add(new Asked(
                        id() + "/billingProfiles/" + profile, ScopeKind.BILLING_PROFILE, charge -> charge.profile()
                                .equals(profile))));
        for (String customer : RandomCharges.CUSTOMERS) {
            if (customer.equals(RandomCharges.CSP_CUSTOMER)) {
                continue; // neither the customer nor its subscriptions are scopes of cost
            }
            scopes.add(new Asked(
                    id() + "/customers/" + customer, ScopeKind.CUSTOMER, charge -> customer.equals(charge.customer())));
            for (String subscription : RandomCharges.subscriptions(account, customer)) {
                Predicate<AskedCharge> inIt = charge -> subscription.equals(charge.subscription());
                scopes.add(new Asked("/subscriptions/" + subscription, ScopeKind.SUBSCRIPTION, inIt));
                scopes.add(new Asked(
                        "/subscriptions/" + subscription + "/resourceGroups/RG-web",
                        ScopeKind.RESOURCE_GROUP,
                        inIt.and(charge -> "rg-web".equalsIgnoreCase(charge.group()))));
            }
        }
        return scopes;
    }
}
