package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.CONSUMPTION;
import static dev.outlay.budget.arm.JudgedBodies.filtered;
import static dev.outlay.budget.arm.JudgedBodies.judge;
import static dev.outlay.budget.arm.ShownInvoices.filter;
import static dev.outlay.budget.arm.ShownInvoices.rows;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which invoices a budget can be of (functional-spec.md R37): those whose id the source of a charge states, since a budget counts a charge when it arrives. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoicesInBudgetsTest {

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    InvoicesInBudgetsTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
    }

    @Test
    void a_budget_by_an_invoice_of_outlays_own_is_refused_with_why_and_what_to_do() {
        charged.record(charged.charge("1").on("2026-09-10"));
        String september = invoiced.nameOf("2026-09");

        for (String dimension : List.of("InvoiceId", "invoiceID")) {
            for (String own :
                    List.of(september, september.toLowerCase(Locale.ROOT), "No invoice ID", "no Invoice Id")) {
                String part = in(dimension, "SAP-4711\",\"" + own);
                for (String filter : List.of(
                        "{\"dimensions\":" + part + "}",
                        "{\"not\":{\"dimensions\":" + part + "}}",
                        "{\"and\":[{\"dimensions\":" + in("ServiceName", "Storage") + "},{\"dimensions\":" + part
                                + "}]}")) {
                    String path = invoiced.id + CONSUMPTION + "of-an-invoice" + VERSION;
                    judge(
                            path,
                            filtered(filter),
                            ".values' holds '" + own + "', which no charge says: it is Outlay's own");
                    judge(path, filtered(filter), "Filter by an InvoiceId that the source of your charges states");
                    assertThat(get(GLOBAL_ADMIN, path).statusCode()).isEqualTo(404);
                }
            }
        }
        judge(
                invoiced.id + CONSUMPTION + "of-an-invoice" + VERSION,
                filtered("{\"dimensions\":" + in("InvoiceId", september) + "}"),
                "filter by BillingMonth '2026-09', which counts what is billed in that month");
        assertThat(rows(invoiced.id, "", filter("In", "No invoice ID")))
                .as("a question is answered")
                .containsOnlyKeys("No invoice ID");
    }

    @Test
    void a_budget_by_an_invoice_of_the_source_counts_its_charges_alone_and_so_does_one_by_its_month() {
        String month = BudgetBodies.thisMonth().toString();
        charged.record(
                charged.charge("1")
                        .on(month)
                        .with(Column.INVOICE_ID, "INV-4711")
                        .billed("3"),
                charged.charge("2").on(month).billed("4"),
                charged.charge("3")
                        .on(month)
                        .with(Column.INVOICE_ID, "INV-202613-0123456789AB")
                        .billed("8"));

        Map.of(
                        in("InvoiceId", "inv-4711"), "3",
                        in("InvoiceId", "INV-202613-0123456789AB"), "8",
                        in("BillingMonth", month.substring(0, 7)), "15")
                .forEach((part, spent) -> {
                    String path = invoiced.id + CONSUMPTION + "counts-" + spent + VERSION;
                    judge(path, filtered("{\"dimensions\":" + part + "}"), null);
                    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                                    get(GLOBAL_ADMIN, path).jsonPath().getString("properties.currentSpend.amount"))
                            .as(part)
                            .isEqualTo(spent));
                });
    }

    @Test
    void a_kept_budget_by_such_an_invoice_can_be_read_and_deleted_and_is_put_without_it() {
        String path = invoiced.id + CONSUMPTION + "kept" + VERSION;
        String kept = "{\"dimensions\":" + in("InvoiceId", "INV-202609-0123456789AB") + "}";
        put(GLOBAL_ADMIN, path, filtered("{\"dimensions\":" + in("InvoiceId", "SAP-4711") + "}"));
        Client.sql("update budget set filter_text = '" + kept + "', filter = '{\"dimension\":\"InvoiceId\",\"values\":"
                + "[\"inv-202609-0123456789ab\"]}' where scope_arm_id = '" + invoiced.id + "'");

        Response read = get(GLOBAL_ADMIN, path);

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asString()).contains(kept);
        assertThat(get(GLOBAL_ADMIN, path.replace("/kept", "")).asString()).contains(kept);
        judge(path, filtered(kept), "which no charge says");
        assertThat(get(GLOBAL_ADMIN, path).asString()).isEqualTo(read.asString());
        judge(path, filtered("{\"dimensions\":" + in("BillingMonth", "2026-09") + "}"), null);
        assertThat(Client.as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(200);
    }

    private static String in(String dimension, String value) {
        return "{\"name\":\"" + dimension + "\",\"operator\":\"In\",\"values\":[\"" + value + "\"]}";
    }
}
