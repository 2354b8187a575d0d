package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.PricedProfile.OCTOBER;
import static dev.outlay.budget.arm.PricedProfile.get;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.pricesheet.PriceFile;
import dev.outlay.local.RealParts;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files of price sheets, of a profile and of an invoice, by the paths of either provider (R100 to R102). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class PriceSheetFilesTest {

    private static final String OF_BILLING = "/pricesheet/default/download?api-version=2019-10-01-preview&format=csv";
    private static final String OF_COST_MANAGEMENT =
            "/providers/Microsoft.CostManagement/pricesheets/default/download?api-version=2023-11-01";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PricedProfile profile = new PricedProfile();
    private final Vertx vertx;
    private final RecordCharges record;

    @Inject
    PriceSheetFilesTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    private static Response asked(String path) {
        return as(GLOBAL_ADMIN).post(path);
    }

    private static CostReport file(String path) {
        return CostReport.of(() -> as(GLOBAL_ADMIN), asked(path));
    }

    @Test
    void a_file_has_azure_s_columns_to_the_letter_exact_amounts_and_harmless_texts() throws IOException {
        profile.imported(
                OCTOBER,
                new PriceFile()
                        .line(
                                "unitPrice", "0.000000000012300",
                                "marketPrice", "1e-7",
                                "Product", "=1+1",
                                "meterName", "One, \"two\"\nthree; \u00fc",
                                "billingProfileName", "@cmd",
                                "effectiveEndDate", "10/31/2026")
                        .line("Term", "P3Y", "priceType", "SavingsPlan", "billingProfileName", "@cmd"));
        CostReport report = file(profile.id + OF_BILLING);
        String text = report.text();

        String header = text.substring(0, text.indexOf("\r\n"));
        assertThat(header).isEqualTo(PriceFile.HEADER);
        if (Reference.isAtHand()) {
            assertThat(header)
                    .isEqualTo(Files.readString(Reference.file("azure-columns/mca-price-sheet-2023-05-01.csv"))
                            .strip());
        }
        List<Map<String, String>> rows = CostReport.rows(text);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .containsEntry("unitPrice", "0.0000000000123")
                .containsEntry("marketPrice", "0.0000001")
                .containsEntry("Product", "'=1+1")
                .containsEntry("meterName", "One, \"two\"\nthree; \u00fc")
                .containsEntry("billingProfileName", "'@cmd")
                .containsEntry("billingAccountId", profile.name)
                .containsEntry("billingProfileId", "P1")
                .containsEntry("billingCurrency", "CHF")
                .containsEntry("currency", "USD")
                .containsEntry("discount", "")
                .containsEntry("effectiveStartDate", "2026-10-01T00:00:00Z")
                .containsEntry("effectiveEndDate", "2026-10-31T00:00:00Z");
        assertThat(rows.getLast()).containsEntry("Term", "P3Y").containsEntry("priceType", "SavingsPlan");
    }

    @Test
    void what_was_downloaded_says_the_same_when_it_is_imported_again() {
        profile.imported(OCTOBER, new PriceFile().lines(20));
        Response again = profile.put(OCTOBER, file(profile.id + OF_BILLING).text());
        assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
        assertThat(Client.value("select count(*) from price_sheet s join scope p on p.id = s.profile_scope where"
                        + " p.billing_account = '"
                        + profile.name + "'"))
                .as("nothing was replaced")
                .isEqualTo("1");
    }

    @Test
    void it_is_asked_for_and_polled_as_the_contract_says_by_either_provider() throws IOException {
        profile.imported(OCTOBER, new PriceFile().lines(3));
        for (String path : List.of(OF_BILLING, OF_COST_MANAGEMENT)) {
            Response accepted = asked(profile.id + path);
            String location = CostReport.path(accepted.header("Location"));
            Response begunWithAToken = as(GLOBAL_ADMIN).post(profile.id + path + "&SessionToken=0%3A11186%0D%0Ax");
            assertThat(CostReport.path(begunWithAToken.header("Location")))
                    .as("a session token is carried through, and cannot break the header")
                    .contains("?sessiontoken=0:11186%0D%0Ax&api-version=");
            CostReport report = CostReport.of(() -> as(GLOBAL_ADMIN), accepted);

            assertThat(accepted.header("OData-EntityId"))
                    .isEqualTo(report.result().path("name").asText());
            assertThat(accepted.header("Azure-AsyncOperation"))
                    .as("clients would poll that for ever")
                    .isNull();
            assertThat(location)
                    .startsWith(profile.id
                            + (path.equals(OF_BILLING)
                                    ? "/pricesheetDownloadOperations/"
                                    : "/providers/Microsoft.CostManagement/operationResults/"));
            assertThat(report.status()).isEqualTo("Completed");
            String link = report.result().path("url").asText();
            assertThat(link)
                    .isEqualTo(report.result().path("downloadUrl").asText())
                    .isEqualTo(report.result().at("/properties/downloadUrl").asText());
            assertThat(Instant.parse(report.result().path("expiryTime").asText()))
                    .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
            assertThat(get(location + "&sessiontoken=0:11186&OperationType=PriceSheet")
                            .statusCode())
                    .as("what else Azure has in the query does no harm")
                    .isEqualTo(200);
            assertThat(as(ADMIN_AGENT).get(location).statusCode())
                    .as("it is its asker's")
                    .isEqualTo(404);
            assertThat(as(OUTSIDER).get(location).statusCode()).isEqualTo(403);
            assertThat(as(OUTSIDER).post(profile.id + path).statusCode()).isEqualTo(403);
            assertThat(get(location.replace(
                                            "Microsoft.CostManagement/operationResults",
                                            "Microsoft.Consumption/operationResults")
                                    .replace("2023-11-01", "2023-05-01")
                                    .replace(
                                            "pricesheetDownloadOperations",
                                            "providers/Microsoft.Consumption/operationResults")
                                    .replace("2019-10-01-preview", "2023-05-01"))
                            .statusCode())
                    .as("it is no file of usage details")
                    .isEqualTo(404);
            HttpResponse<byte[]> packed = CostReport.fetch(link, "Accept-Encoding", "gzip");
            assertThat(packed.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("price-sheet-");
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(report.text());
            }
        }
    }

    @Test
    void what_there_is_no_sheet_for_is_not_found_and_another_format_is_none() {
        assertThat(asked(profile.id + OF_BILLING).statusCode()).isEqualTo(404);
        assertThat(asked(profile.id + "/invoices/INV-202610-000000000000" + OF_BILLING)
                        .statusCode())
                .isEqualTo(404);
        profile.imported(OCTOBER, new PriceFile().line());
        assertThat(asked(profile.id + OF_BILLING.replace("csv", "xlsx")).statusCode())
                .isEqualTo(400);
        assertThat(get(profile.id + "/pricesheetDownloadOperations/" + UUID.randomUUID() + "?api-version=2020-05-01")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(profile.id + "/pricesheetDownloadOperations/x?api-version=2020-05-01")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_invoice_has_the_prices_of_its_period_and_a_closed_one_those_that_were_known_then() {
        InvoicedProfile invoiced = new InvoicedProfile();
        charged(invoiced, "2026-09-10");
        String september = invoiced.id + "/invoices/" + invoiced.nameOf("2026-09");
        assertThat(imported(invoiced, "202608", "8")).isEqualTo(201);
        assertThat(prices(september + OF_BILLING)).as("the last that was said").containsExactly("8");
        assertThat(imported(invoiced, "202609", "9")).isEqualTo(201);
        assertThat(imported(invoiced, OCTOBER, "10")).isEqualTo(201);
        assertThat(prices(september + OF_BILLING)).containsExactly("9");
        assertThat(invoiced.close(invoiced.nameOf("2026-09")).statusCode()).isEqualTo(200);
        assertThat(imported(invoiced, "202609", "99")).isEqualTo(200);

        assertThat(prices(september + OF_BILLING)).containsExactly("9");
        assertThat(prices(september + OF_COST_MANAGEMENT)).containsExactly("9");
        assertThat(prices(invoiced.id + OF_BILLING)).as("those of today").containsExactly("10");
    }

    private void charged(InvoicedProfile invoiced, String day) {
        ChargedAccount account = new ChargedAccount(vertx, record, invoiced.name);
        account.record(account.charge("usage").on(day).billed("7"));
    }

    private static int imported(InvoicedProfile invoiced, String period, String price) {
        String month = period.substring(0, 4) + "-" + period.substring(4);
        return as(GLOBAL_ADMIN)
                .contentType("text/csv")
                .body(new PriceFile()
                        .line("unitPrice", price, "effectiveStartDate", month + "-01", "effectiveEndDate", "")
                        .text())
                .put(invoiced.id + "/providers/Microsoft.Billing/billingPeriods/" + period + PricedProfile.SHEET)
                .statusCode();
    }

    private static List<String> prices(String path) {
        return CostReport.rows(file(path).text()).stream()
                .map(row -> String.valueOf(row.get("unitPrice")))
                .toList();
    }

    @Test
    void a_writer_dies_in_the_middle_and_the_sheet_is_replaced_and_the_file_is_whole_as_it_was() throws SQLException {
        int prices = 4_500;
        profile.imported(OCTOBER, new PriceFile().lines(prices));
        Response accepted;
        try (Connection holding =
                DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "")) {
            holding.setAutoCommit(false);
            Client.sql(
                    "create or replace function pause() returns trigger language plpgsql as $$ begin perform"
                            + " pg_advisory_xact_lock(20261127); return new; end $$",
                    "drop trigger if exists pause on cost_file_chunk",
                    "create trigger pause before insert on cost_file_chunk for each row when (new.number = 1) execute"
                            + " function pause()");
            holding.createStatement().execute("select pg_advisory_xact_lock(20261127)");
            accepted = asked(profile.id + OF_BILLING);
            await("the second part is about to be written")
                    .atMost(PATIENCE)
                    .until(() -> Client.value(waiting("count(*)")).equals("1"));
            profile.imported(OCTOBER, new PriceFile().line("unitPrice", "77"));
            Client.sql(waiting("pg_terminate_backend(pid)"));
            await("it is gone").atMost(PATIENCE).until(() -> Client.value(waiting("count(*)"))
                    .equals("0"));
            Client.sql("drop trigger pause on cost_file_chunk");
            Client.sql(
                    "update cost_file set leased_until = now() where id = '" + accepted.header("OData-EntityId") + "'");
            holding.rollback();
        }

        List<Map<String, String>> rows =
                CostReport.rows(CostReport.of(() -> as(GLOBAL_ADMIN), accepted).text());
        assertThat(rows)
                .extracting(row -> row.get("meterId"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, prices)
                        .mapToObj(number -> "meter-" + number)
                        .toList());
    }

    private static String waiting(String what) {
        return "select " + what + " from pg_locks where locktype = 'advisory' and objid = 20261127 and not granted";
    }
}
