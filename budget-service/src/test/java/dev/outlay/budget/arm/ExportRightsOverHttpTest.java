package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ExportedFiles.DAILY;
import static dev.outlay.budget.arm.ExportedFiles.OCTOBER;
import static dev.outlay.budget.arm.ExportedFiles.body;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An export writes what whoever saved it may see at the time of each run, to a folder that is theirs, and nothing else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExportRightsOverHttpTest {

    private static final String LONG_AGO = "2026-01-01T06:00:00Z";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String other = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String scope = "/subscriptions/" + subscription;
    private final String folder = "customers/" + customer;
    private final String contributor = UUID.randomUUID().toString();
    private final String reader = UUID.randomUUID().toString();
    private final String colleague = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    ExportRightsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void what_is_there() {
        charged.record(charged.charge("usage")
                .customer(customer)
                .subscription(subscription, "web")
                .on("2026-10-02")
                .billed("7.00000000077")
                .list("12.5")
                .with(Column.INVOICE_ID, "INV-SECRET")
                .with(Column.X_BILLING_ACCOUNT_NAME, "The Partner")
                .with(Column.X_PARTNER_CREDIT_RATE, "0.15"));
        assign(contributor, "Cost Management Contributor", UUID.randomUUID().toString());
        assign(reader, "Cost Management Reader", UUID.randomUUID().toString());
        assign(colleague, "Contributor", UUID.randomUUID().toString());
        policy("Allowed");
    }

    private void assign(String principal, String role, String assignment) {
        Response made = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"" + role + "\",\"principalId\":\"" + principal + "\"}}")
                .put(assignment(assignment));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    private String assignment(String id) {
        return scope + "/providers/Microsoft.Authorization/roleAssignments/" + id + "?api-version=2022-04-01";
    }

    private void policy(String viewCharges) {
        Response set = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}")
                .put(account + "/customers/" + customer + "/policies/default?api-version=2020-05-01");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }

    private ExportedFiles export() {
        return ExportedFiles.of(() -> as(contributor, customer), scope, "costs");
    }

    /** Whatever is allowed to its people, the partner's can look. */
    private JsonNode failed(ExportedFiles export, int runs) {
        JsonNode run = export.ended(() -> as(colleague, PARTNER_TENANT), runs);
        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("Failed");
        assertThat(run.has("fileName")).isFalse();
        assertThat(run.path("submittedBy").asText()).isEqualTo("System");
        return run.path("error");
    }

    @Test
    void a_customer_s_file_has_its_columns_and_nothing_of_the_partner() throws IOException {
        JsonNode run = export().made(body("exports", OCTOBER)).asked().ended(1);
        String text = ExportedFiles.text(run);

        assertThat(run.path("fileName").asText())
                .startsWith("customers/" + customer + "/subscriptions/" + subscription + "/exports/costs/");
        assertThat(CostReport.rows(text))
                .singleElement()
                .satisfies(row -> assertThat(row).hasSize(56).containsEntry("costInBillingCurrency", "12.5"));
        assertThat(text)
                .doesNotContain("7.00000000077", "INV-SECRET", "The Partner", "0.15", name)
                .doesNotContain("partnerEarned", "invoice", "billingProfile", "billingAccountId", "partnerTenantId");
        assertThat(Files.readString(
                        Parts.EXPORTS.resolve(run.path("manifestFile").asText())))
                .doesNotContain(name, "7.00000000077");
        if (Reference.isAtHand()) {
            assertThat(text.substring(0, text.indexOf("\r\n")))
                    .isEqualTo(Files.readString(
                                    Reference.file(
                                            "azure-columns/csp-subscription-cost-details-2021-10-01_and_2023-12-01-preview.csv"))
                            .strip());
        }
    }

    @Test
    void once_the_policy_is_switched_off_a_run_fails_and_nothing_is_written() {
        ExportedFiles export = export().made(body("exports", OCTOBER, DAILY)).asked();
        export.ended(1);
        List<String> written = ExportedFiles.below(folder);
        assertThat(written).hasSize(2);
        policy("NotAllowed");
        export.due(LONG_AGO);

        assertThat(failed(export, 2).path("message").asText()).contains("cost-visibility policy");
        assertThat(ExportedFiles.below(folder)).isEqualTo(written);
        assertThat(export.run().statusCode()).isEqualTo(403);
        policy("Allowed");
        assertThat(export.asked().ended(3).path("status").asText()).isEqualTo("Completed");
    }

    @Test
    void once_the_role_is_taken_away_a_run_fails_whoever_asks_for_it() {
        String id = UUID.randomUUID().toString();
        String leaver = UUID.randomUUID().toString();
        assign(leaver, "Contributor", id);
        ExportedFiles export =
                ExportedFiles.of(() -> as(leaver, customer), scope, "leaver").made(body("exports", OCTOBER, DAILY));
        as(GLOBAL_ADMIN).delete(assignment(id));
        export.due(LONG_AGO);
        assertThat(failed(export, 1).path("message").asText()).contains("does not have authorization");
        assertThat(as(contributor, customer)
                        .post(export.path() + "/run" + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(200);
        JsonNode run = export.ended(() -> as(contributor, customer), 2);
        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.path("submittedBy").asText()).isEqualTo(contributor);
        assertThat(ExportedFiles.below(folder)).isEmpty();
        ExportedFiles.of(() -> as(contributor, customer), scope, "leaver")
                .made(body("exports", OCTOBER, DAILY))
                .asked();
        assertThat(export.ended(() -> as(contributor, customer), 3)
                        .path("status")
                        .asText())
                .isEqualTo("Completed");
    }

    @Test
    void once_the_subscription_is_another_customer_s_nothing_more_is_written_for_the_former_one() {
        ExportedFiles export = export().made(body("exports", OCTOBER, DAILY)).asked();
        export.ended(1);
        List<String> written = ExportedFiles.below(folder);
        charged.record(charged.charge("moved")
                .customer(other)
                .subscription(subscription, "web")
                .on("2026-10-20")
                .billed("1")
                .list("99.75"));
        export.due(LONG_AGO);
        JsonNode run = export.ended(2);

        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.at("/error/message").asText()).contains("another customer now");
        assertThat(written).hasSize(2);
        assertThat(ExportedFiles.below(folder)).isEqualTo(written);
        assertThat(export.put(body("exports", OCTOBER)).statusCode()).isEqualTo(200);
        assertThat(export.asked().ended(3).path("status").asText()).isEqualTo("Failed");
        assertThat(ExportedFiles.below(folder)).isEqualTo(written);
        assertThat(as(colleague, PARTNER_TENANT)
                        .get(scope + ExportedFiles.EXPORTS + ExportedFiles.VERSION)
                        .<List<String>>path("value.name"))
                .as("of the present owner's, as the partner sees it")
                .isEmpty();
    }

    @Test
    void the_partner_s_people_have_a_folder_of_their_own_and_retail_there_too() {
        JsonNode run = ExportedFiles.of(() -> as(colleague, PARTNER_TENANT), scope + "/resourceGroups/web", "costs")
                .made(body("exports", OCTOBER))
                .asked()
                .ended(1);

        assertThat(run.path("fileName").asText())
                .startsWith("partner/customers/" + customer + "/subscriptions/" + subscription
                        + "/resourceGroups/web/exports/costs/");
        assertThat(ExportedFiles.text(run)).contains("12.5").doesNotContain("7.00000000077", "INV-SECRET");
        assertThat(ExportedFiles.below(folder)).isEmpty();
    }

    @Test
    void who_may_only_look_looks_and_who_may_not_see_the_charges_exports_none() {
        ExportedFiles export = export().made(body("exports", OCTOBER));
        ExportedFiles readers = ExportedFiles.of(() -> as(reader, customer), scope, "costs");
        assertThat(readers.history()).isEmpty();
        assertThat(readers.put(body("exports", OCTOBER)).statusCode()).isEqualTo(403);
        assertThat(readers.run().statusCode()).isEqualTo(403);
        assertThat(as(reader, customer)
                        .delete(export.path() + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(contributor, customer)
                        .body(body("exports", OCTOBER))
                        .put(account + ExportedFiles.EXPORTS + "/costs" + ExportedFiles.VERSION)
                        .statusCode())
                .isEqualTo(403);
        String definition = UUID.randomUUID().toString();
        String writer = UUID.randomUUID().toString();
        Response role = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleName\":\"Exporter " + definition
                        + "\",\"permissions\":[{\"actions\":[\"Microsoft.CostManagement/exports/*\"]}],\"assignableScopes\":[\""
                        + scope + "\"]}}")
                .put(scope + "/providers/Microsoft.Authorization/roleDefinitions/" + definition
                        + "?api-version=2022-04-01");
        assertThat(role.statusCode()).as(role.asString()).isEqualTo(201);
        assign(
                writer,
                scope + "/providers/Microsoft.Authorization/roleDefinitions/" + definition,
                UUID.randomUUID().toString());
        ExportedFiles writers = ExportedFiles.of(() -> as(writer, customer), scope, "mine");
        Response refused = writers.put(body("exports", OCTOBER));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertThat(refused.asString()).contains("generateCostDetailsReport");
    }

    @Test
    void a_partner_s_role_that_was_not_seen_for_long_is_not_believed() {
        ExportedFiles export =
                ExportedFiles.of(() -> as(GLOBAL_ADMIN), account, "old").made(body("exports", OCTOBER, DAILY));
        Client.sql("update cost_export set rights_at = now() - interval '91 days' where owner like '%" + name + "%'");
        export.due(LONG_AGO);
        JsonNode run = export.ended(1);
        assertThat(run.path("status").asText()).isEqualTo("Failed");
        assertThat(run.at("/error/message").asText()).contains("90 days");
        ExportedFiles.of(() -> as(ADMIN_AGENT), account, "old").made(body("exports", OCTOBER, DAILY));
        assertThat(export.asked().ended(2).path("status").asText()).isEqualTo("Completed");
    }
}
