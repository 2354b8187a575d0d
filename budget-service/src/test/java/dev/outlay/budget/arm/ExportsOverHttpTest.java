package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.ExportedFiles.OCTOBER;
import static dev.outlay.budget.arm.ExportedFiles.VERSION;
import static dev.outlay.budget.arm.ExportedFiles.body;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exports of the partner: kept, changed, run when they are asked to, with real files that are read back. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ExportsOverHttpTest {

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    ExportsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void what_is_there() {
        charged.record(
                charged.charge("usage")
                        .customer(customer)
                        .subscription(subscription, "=1+1")
                        .on("2026-10-02")
                        .billed("7.00000000077")
                        .list("12.5"),
                charged.charge("later")
                        .customer(customer)
                        .subscription(subscription, "web")
                        .on("2026-11-02")
                        .billed("1"));
    }

    private ExportedFiles export(String exportName) {
        return ExportedFiles.of(() -> as(GLOBAL_ADMIN), account, exportName);
    }

    @Test
    void a_run_writes_the_file_of_the_report_and_a_manifest_beside_it() throws IOException {
        ExportedFiles export = export("Daily-costs")
                .made(
                        "{\"properties\":{\"format\":\"Csv\",\"deliveryInfo\":{\"destination\":{\"container\":\"exports\",\"rootFolderPath\":\"a/b\"}},"
                                + OCTOBER + "}}")
                .asked();
        JsonNode run = export.ended(1);
        String text = ExportedFiles.text(run);
        JsonNode manifest = ArmJson.kept(
                Files.readString(Parts.EXPORTS.resolve(run.path("manifestFile").asText())));

        assertThat(run.path("fileName").asText())
                .isEqualTo("partner/billingAccounts/" + name + "/exports/a/b/Daily-costs/20261001-20261031/"
                        + export.history().at("/0/name").asText() + "/part_0_0001.csv");
        assertThat(CostReport.rows(text)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("costInBillingCurrency", "7.00000000077")
                .containsEntry("resourceGroupName", "'=1+1"));
        assertThat(text)
                .isEqualTo(CostReport.ask(
                                GLOBAL_ADMIN,
                                account,
                                "{\"timePeriod\":{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}}")
                        .text());
        assertThat(run.path("byteCount").asLong()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(run.path("executionType").asText()).isEqualTo("OnDemand");
        assertThat(run.path("submittedBy").asText()).isEqualTo(GLOBAL_ADMIN.principalId());
        assertThat(run.at("/runSettings/definition/type").asText()).isEqualTo("ActualCost");
        assertThat(run.path("endDate").asText()).isEqualTo("2026-10-31T00:00:00Z");
        assertThat(manifest.at("/blobs/0/blobName")).isEqualTo(run.path("fileName"));
        assertThat(manifest.at("/blobs/0/byteCount").asLong())
                .isEqualTo(run.path("byteCount").asLong());
        assertThat(manifest.path("dataRowCount").asInt()).isEqualTo(1);
        assertThat(manifest.at("/exportConfig/exportName").asText()).isEqualTo("Daily-costs");
        assertThat(Client.value("select count(*) from cost_file where principal like '%staged%' and scope_arm_id = '"
                        + account + "'"))
                .isEqualTo("0");
    }

    @Test
    void a_file_is_packed_where_that_is_asked_for_and_each_scope_has_its_own() throws IOException {
        for (String scope :
                List.of(account, account + "/customers/" + customer, account + "/billingProfiles/" + name + "-chf")) {
            JsonNode run = ExportedFiles.of(() -> as(GLOBAL_ADMIN), scope, "packed")
                    .made(body("exports", OCTOBER, "\"compressionMode\":\"gzip\""))
                    .asked()
                    .ended(1);

            assertThat(run.path("fileName").asText()).endsWith("/part_0_0001.csv.gz");
            try (GZIPInputStream text = new GZIPInputStream(Files.newInputStream(ExportedFiles.file(run)))) {
                assertThat(CostReport.rows(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                        .hasSize(1);
            }
        }
        assertThat(ExportedFiles.below("partner/billingAccounts/" + name))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_not_charged_is_not_written() {
        JsonNode run = export("nothing")
                .made(body("exports", OCTOBER.replace("2026-10", "2019-10")))
                .asked()
                .ended(1);

        assertThat(run.path("status").asText()).isEqualTo("DataNotAvailable");
        assertThat(run.has("fileName")).isFalse();
        assertThat(ExportedFiles.below("partner/billingAccounts/" + name)).isEmpty();
    }

    @Test
    void an_export_is_made_changed_listed_and_deleted_and_what_it_wrote_stays() {
        ExportedFiles export = export("costs");
        assertThat(as(GLOBAL_ADMIN).get(export.path() + VERSION).statusCode()).isEqualTo(404);
        Response made = export.put(body("exports", OCTOBER, ExportedFiles.DAILY));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        String eTag = made.path("eTag");
        assertThat(made.path("id").toString()).isEqualTo(export.path());
        assertThat(made.path("type").toString()).isEqualTo("Microsoft.CostManagement/exports");
        assertThat(made.path("properties.nextRunTimeEstimate").toString()).endsWith("T06:00:00Z");
        Response changed = ExportedFiles.of(() -> as(GLOBAL_ADMIN), account, "COSTS")
                .put(body("exports", OCTOBER)
                        .replaceFirst("\\{", "{\"eTag\":\"" + eTag.replace("\"", "\\\\\"") + "\","));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.path("name").toString()).isEqualTo("costs");
        assertThat(changed.path("properties").toString()).doesNotContain("nextRunTimeEstimate");
        Response late = export.put(
                body("exports", OCTOBER).replaceFirst("\\{", "{\"eTag\":\"" + eTag.replace("\"", "\\\\\"") + "\","));
        assertThat(late.statusCode()).as(late.asString()).isEqualTo(409);
        export.asked().ended(1);
        Response list = as(GLOBAL_ADMIN).get(account + ExportedFiles.EXPORTS + VERSION);
        assertThat(list.<List<String>>path("value.name")).containsExactly("costs");
        assertThat(as(GLOBAL_ADMIN).delete(export.path() + VERSION).statusCode())
                .isEqualTo(200);
        assertThat(as(GLOBAL_ADMIN).delete(export.path() + VERSION).statusCode())
                .isEqualTo(204);
        assertThat(as(GLOBAL_ADMIN).get(export.path() + "/runHistory" + VERSION).statusCode())
                .isEqualTo(404);
        Response unknown = export.run();
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.path("error.message").toString())
                .isEqualTo("The requested export with export name: costs could not be found.");
        assertThat(ExportedFiles.below("partner/billingAccounts/" + name)).hasSize(2);
        assertThat(as(GLOBAL_ADMIN)
                        .get("/v1/audit?kind=export&scope=" + account)
                        .<List<String>>path("value.action"))
                .containsExactly("deleted", "changed", "created");
    }

    @Test
    void what_is_no_export_is_refused() {
        for (String wrong : List.of("ab", "a.b", "nul", "a%20b", "x".repeat(65))) {
            assertThat(export(wrong).put(body("exports", OCTOBER)).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        for (String wrong : List.of(
                "{",
                "[]",
                "{}",
                body("exports", OCTOBER.replace("2026-10-01", "2025-09-01")),
                body("..", OCTOBER),
                body("exports", OCTOBER)
                        .replace("\"container\"", "\"resourceId\":\"/subscriptions/s\",\"container\""))) {
            Response refused = export("flawed").put(wrong);
            assertThat(refused.statusCode()).as(wrong + refused.asString()).isEqualTo(400);
        }
        export("full").made(body("exports", OCTOBER));
        Client.sql(
                "insert into cost_export (id, owner, name_key, name, scope_arm_id, properties, principal, tenant, roles, groups, rights_at)"
                        + " select gen_random_uuid(), owner, 'full-' || n, 'full-' || n, scope_arm_id, properties, principal, tenant, roles, groups, rights_at"
                        + " from cost_export, generate_series(1, 99) n where owner like '%" + name + "%'");
        Response tooMany = export("one-more").put(body("exports", OCTOBER));
        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(tooMany.path("error.message").toString()).contains("100 exports");
    }

    /** Azure's examples name a storage account and a part of the columns, which is refused with what is served; with a folder and all columns their schedules are taken as they are. */
    @Test
    void Azure_s_examples_are_told_what_is_served_and_their_schedules_are_taken() throws IOException {
        if (!Reference.isAtHand()) {
            return;
        }
        JsonNode example = ArmJson.kept(
                        Files.readString(
                                Reference.file(
                                        "azure-examples/Microsoft.CostManagement/2019-11-01/ExportCreateOrUpdateByBillingAccount.json")))
                .at("/parameters/parameters");
        Response refused = export("TestExport").put(example.toString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.path("error.message").toString())
                .contains("not written to storage accounts", "filter", "all columns", "ActualCost or AmortizedCost");
        ExportedFiles export = export("TestExport")
                .made(body("exports", OCTOBER, "\"schedule\":" + example.at("/properties/schedule")));
        Response kept = as(GLOBAL_ADMIN).get(export.path() + VERSION);
        assertThat(ArmJson.kept(kept.asString()).at("/properties/schedule"))
                .isEqualTo(example.at("/properties/schedule"));
    }
}
