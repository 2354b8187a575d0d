package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports and downloads: what is in them, and for whom (R81, R98, R99). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostFilesOverHttpTest {

    private static final String OCTOBER = "{\"timePeriod\":{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}}";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String reader = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    CostFilesOverHttpTest(Vertx vertx, RecordCharges record) {
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
                        .usd("8.88")
                        .list("12.5")
                        .priced("5", "2.5")
                        .with(Column.INVOICE_ID, "INV-SECRET")
                        .with(Column.X_BILLING_ACCOUNT_NAME, "The Partner")
                        .with(Column.X_RESELLER_ID, "R-4711")
                        .with(Column.X_PARTNER_CREDIT_APPLIED, "true")
                        .with(Column.X_PARTNER_CREDIT_RATE, "0.15")
                        .with(Column.X_SKU_PRODUCT_NAME, "One, \"two\"\nthree; \u00fc"),
                charged.charge("bought")
                        .customer(customer)
                        .subscription(subscription, "bought")
                        .category(ChargeCategory.PURCHASE)
                        .on("2026-10-01")
                        .billed("-333.333333"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Cost Management Reader\",\"principalId\":\"" + reader
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
    }

    @Test
    void a_report_is_the_contract_s_file_of_exact_amounts_and_harmless_texts() throws IOException {
        CostReport report = CostReport.ask(GLOBAL_ADMIN, account, OCTOBER);
        String text = report.text();
        List<Map<String, String>> rows = CostReport.rows(text);

        assertThat(report.status()).isEqualTo("Completed");
        assertThat(report.result().at("/manifest/byteCount").asInt())
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(report.result()
                        .at("/manifest/requestContext/requestBody/timePeriod/end")
                        .asText())
                .isEqualTo("2026-10-31");
        assertThat(text).contains("\r\n").contains("\"One, \"\"two\"\"\nthree; \u00fc\"");
        assertHeader(text, "mpa-cost-details-2021-10-01_and_2023-12-01-preview.csv", 70);
        assertThat(rows).hasSize(2);
        Map<String, String> usage = row(rows, "Usage");
        assertThat(usage)
                .containsEntry("costInBillingCurrency", "7.00000000077")
                .containsEntry("costInUsd", "8.88")
                .containsEntry("PayGPrice", "2.5")
                .containsEntry("date", "10/02/2026")
                .containsEntry("resourceGroupName", "'=1+1")
                .containsEntry("ProductName", "One, \"two\"\nthree; \u00fc")
                .containsEntry("tags", "{\"env\":\"prod\"}")
                .containsEntry("partnerTenantId", PARTNER_TENANT)
                .containsEntry("invoiceId", "INV-SECRET")
                .containsEntry("partnerEarnedCreditApplied", "True");
        assertThat(row(rows, "Refund")).containsEntry("costInBillingCurrency", "-333.333333");
    }

    @Test
    void a_download_has_the_columns_of_the_version_in_which_it_was_asked_for() throws IOException {
        String path = account
                + "/providers/Microsoft.Consumption/usageDetails/download?$filter=properties/date%20eq%20'2026-10-02'&api-version=";
        CostReport first =
                CostReport.of(() -> as(GLOBAL_ADMIN), as(GLOBAL_ADMIN).get(path + "2019-10-01"));
        assertThat(first.status()).isEqualTo("Completed");
        assertThat(first.result().at("/properties/validTill").asText()).isNotEmpty();
        assertHeader(first.text(), "mpa-cost-details-2019-11-01.csv", 66);
        assertThat(CostReport.rows(first.text())).hasSize(1);
        assertHeader(
                CostReport.of(() -> as(GLOBAL_ADMIN), as(GLOBAL_ADMIN).post(path + "2021-05-01"))
                        .text(),
                "mpa-cost-details-2021-01-01.csv",
                67);
        assertHeader(
                CostReport.of(() -> as(GLOBAL_ADMIN), as(GLOBAL_ADMIN).get(path + "2021-10-01"))
                        .text(),
                "mpa-cost-details-2021-10-01_and_2023-12-01-preview.csv",
                70);
        assertThat(CostReport.of(
                                () -> as(GLOBAL_ADMIN),
                                as(GLOBAL_ADMIN).get(path.replace("2026-10-02", "2020-01-01") + "2021-10-01"))
                        .status())
                .isEqualTo("NoDataFound");
    }

    @Test
    void a_customer_s_file_has_its_columns_and_nothing_of_the_partner_and_its_link_dies_with_the_policy()
            throws IOException {
        String scope = "/subscriptions/" + subscription;
        assertThat(as(reader, customer)
                        .body(OCTOBER)
                        .post(scope + CostReport.REPORT)
                        .statusCode())
                .isEqualTo(403);
        policy("Allowed");
        CostReport report = CostReport.of(
                () -> as(reader, customer), as(reader, customer).body(OCTOBER).post(scope + CostReport.REPORT));
        String text = report.text();

        assertHeader(text, "csp-subscription-cost-details-2021-10-01_and_2023-12-01-preview.csv", 56);
        assertThat(text)
                .doesNotContain(
                        "7.00000000077",
                        "8.88",
                        "333.333333",
                        "bought",
                        "INV-SECRET",
                        "R-4711",
                        "The Partner",
                        "0.15",
                        name)
                .doesNotContain("partnerEarned", "invoice", "billingProfile", "billingAccountId", "partnerTenantId");
        List<Map<String, String>> rows = CostReport.rows(text);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .containsEntry("costInBillingCurrency", "12.5")
                .containsEntry("costInUsd", "")
                .containsEntry("partnerName", "")
                .containsEntry("resellerMpnId", "")
                .containsEntry("billingAccountName", "");
        policy("NotAllowed");
        HttpResponse<byte[]> refused = CostReport.fetch(report.link());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                .contains("AuthorizationFailed")
                .doesNotContain("12.5");
    }

    @Test
    void what_is_no_report_is_refused() {
        for (String wrong : List.of(
                "{\"metric\":\"Best\"}",
                "{\"metric\":1}",
                "{\"timePeriod\":{\"start\":\"2026-10-01\"}}",
                "{\"timePeriod\":{\"start\":\"2026-10-02\",\"end\":\"2026-10-01\"}}",
                "{\"timePeriod\":{\"start\":\"2025-10-01\",\"end\":\"2026-11-01\"}}",
                "{\"billingPeriod\":\"202613\"}",
                "{\"billingPeriod\":202610}",
                "{\"invoiceId\":\"\"}",
                "{\"invoiceId\":\"a\",\"billingPeriod\":\"202610\"}",
                "[]",
                "{")) {
            Response refused = as(GLOBAL_ADMIN).body(wrong).post(account + CostReport.REPORT);
            assertThat(refused.statusCode()).as(wrong + refused.asString()).isEqualTo(400);
        }
        policy("Allowed");
        assertThat(as(reader, customer)
                        .body("{\"invoiceId\":\"INV-SECRET\"}")
                        .post("/subscriptions/" + subscription + CostReport.REPORT)
                        .statusCode())
                .isEqualTo(400);
        assertThat(CostReport.rows(CostReport.ask(
                                GLOBAL_ADMIN, account + "/customers/" + customer, "{\"invoiceId\":\"inv-secret\"}")
                        .text()))
                .hasSize(1);
        assertThat(CostReport.rows(CostReport.ask(GLOBAL_ADMIN, account, "{\"billingPeriod\":\"202610\"}")
                        .text()))
                .hasSize(2);
        assertThat(CostReport.ask(GLOBAL_ADMIN, account, "{\"invoiceId\":\"other\"}")
                        .status())
                .isEqualTo("NoDataFound");
        assertThat(CostReport.ask(GLOBAL_ADMIN, "/providers/Microsoft.Billing/billingAccounts/nobodys", "{}")
                        .status())
                .isEqualTo("NoDataFound");
    }

    private static Map<String, String> row(List<Map<String, String>> rows, String chargeType) {
        return rows.stream()
                .filter(row -> chargeType.equals(row.get("chargeType")))
                .findFirst()
                .orElseThrow();
    }

    /** Where the reference is at hand, to the letter. */
    private static void assertHeader(String text, String file, int columns) throws IOException {
        String header = text.substring(0, text.indexOf("\r\n"));
        assertThat(header.split(",", -1)).hasSize(columns).doesNotHaveDuplicates();
        if (Reference.isAtHand()) {
            assertThat(header)
                    .isEqualTo(Files.readString(Reference.file("azure-columns/" + file))
                            .strip());
        }
        assertThat(IntStream.range(0, header.length())
                        .filter(i -> header.charAt(i) == '"')
                        .count())
                .isZero();
    }

    private void policy(String viewCharges) {
        Response set = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}")
                .put(account + "/customers/" + customer + "/policies/default?api-version=2020-05-01");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }
}
