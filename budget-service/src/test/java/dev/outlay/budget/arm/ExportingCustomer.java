package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A customer with a charge in a subscription, where one of its people and one of the partner's are Contributors. */
final class ExportingCustomer {

    private final String account = "acc-" + UUID.randomUUID();
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String contributor = UUID.randomUUID().toString();
    private final String colleague = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    private ExportingCustomer(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, account);
    }

    /** Whom the partner lets see its charges. */
    static ExportingCustomer charged(Vertx vertx, RecordCharges record) {
        ExportingCustomer made = new ExportingCustomer(vertx, record);
        made.charge("usage", made.customer);
        made.assign(made.contributor, "Cost Management Contributor");
        made.assign(made.colleague, "Contributor");
        made.policy("Allowed");
        return made;
    }

    /** In names of what is its. */
    String account() {
        return account;
    }

    String tenant() {
        return customer;
    }

    String scope() {
        return "/subscriptions/" + subscription;
    }

    /** Below which what its people export is written, in the folder of all exports. */
    String folder() {
        return "customers/" + customer;
    }

    RequestSpecification asContributor() {
        return as(contributor, customer);
    }

    /** Of the partner, who sees what is there whatever is allowed to the customer. */
    RequestSpecification asColleague() {
        return as(colleague, PARTNER_TENANT);
    }

    private void charge(String id, String owner) {
        charged.record(charged.charge(id)
                .customer(owner)
                .subscription(subscription, "web")
                .on("2026-10-02")
                .billed("7")
                .list("12.5"));
    }

    /** The subscription comes to belong to another customer. */
    void moves() {
        charged.record(charged.charge("moved")
                .customer(UUID.randomUUID().toString())
                .subscription(subscription, "web")
                .on("2026-10-20")
                .billed("1")
                .list("99.75"));
    }

    void assign(String principal, String role) {
        Response made = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}")
                .put(scope() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    void policy(String viewCharges) {
        Response set = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}")
                .put("/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer
                        + "/policies/default?api-version=2020-05-01");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }

    /** One of its contributor's. */
    ExportedFiles export() {
        return ExportedFiles.of(this::asContributor, scope(), "costs");
    }

    /** What its one run says of its failure. */
    JsonNode failed(ExportedFiles export) {
        JsonNode run = export.ended(this::asColleague, 1);
        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("Failed");
        assertThat(run.has("fileName")).isFalse();
        return run.path("error");
    }

    /** Files of its exports, and those that grow for the export's newest run. */
    List<String> files(ExportedFiles export) {
        String run = export.history(asColleague()).at("/0/name").asText("none");
        List<String> growing = ExportedFiles.below(".growing").stream()
                .filter(file -> file.contains(run))
                .toList();
        return Stream.concat(ExportedFiles.below(folder()).stream(), growing.stream())
                .toList();
    }

    /** How many files are collected of its subscription. */
    String collected() {
        return Client.value("select count(*) from cost_file where lower(scope_arm_id) like '%" + subscription + "%'");
    }

    /** Has an unfinished run be gone on with at once. */
    void goOn(String more) {
        Client.sql("update cost_export_run set leased_until = now()" + more
                + " where state in (1, 2) and export_id in (select id from cost_export where owner like '%" + account
                + "%')");
    }
}
