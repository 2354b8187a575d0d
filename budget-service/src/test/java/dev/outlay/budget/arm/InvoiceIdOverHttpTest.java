package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.ShownInvoices.costs;
import static dev.outlay.budget.arm.ShownInvoices.details;
import static dev.outlay.budget.arm.ShownInvoices.filter;
import static dev.outlay.budget.arm.ShownInvoices.leaf;
import static dev.outlay.budget.arm.ShownInvoices.plain;
import static dev.outlay.budget.arm.ShownInvoices.query;
import static dev.outlay.budget.arm.ShownInvoices.rows;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On which invoice what was charged is, wherever it is shown: none until the invoice is closed (functional-spec.md R76), and then what the invoice itself says, to the last digit. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoiceIdOverHttpTest {

    private static final String NONE = "No invoice ID";

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final ShownInvoices shown = new ShownInvoices(invoiced.id);
    private final String customer = "customer-" + UUID.randomUUID();
    private final String subscription = "s-" + UUID.randomUUID();
    private final ChargedAccount charged;

    @Inject
    InvoiceIdOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, invoiced.name);
    }

    @Test
    void is_none_until_the_invoice_is_closed_and_then_its_name_at_every_billing_scope() {
        charged.record(
                charge("1").on("2026-09-10").billed("100.00000000001"),
                charge("2").on("2026-10-02").billed("7"));
        String september = invoiced.nameOf("2026-09");
        assertThat(costs(invoiced.id)).isEqualTo(Map.of(NONE, "107.00000000001"));

        invoiced.close(september);

        for (String scope : List.of(invoiced.id, invoiced.account + "/customers/" + customer)) {
            assertThat(costs(scope)).as(scope).isEqualTo(Map.of(september, "100.00000000001", NONE, "7"));
        }
        assertThat(rows(invoiced.account, "\"currency\":\"CHF\",", ""))
                .isEqualTo(Map.of(september, "100.00000000001", NONE, "7"));
        assertThat(rows(invoiced.id, "", filter("In", NONE.toUpperCase(Locale.ROOT))))
                .isEqualTo(Map.of(NONE, "7"));
        assertThat(rows(invoiced.id, "", filter("In", september.toLowerCase(Locale.ROOT))))
                .isEqualTo(Map.of(september, "100.00000000001"));
        assertThat(rows(invoiced.id, "", filter("Contains", "inv-2026"))).containsOnlyKeys(september);
        assertThat(rows(invoiced.id, "", "\"filter\":{\"not\":" + leaf("In", NONE) + "},"))
                .containsOnlyKeys(september);
    }

    @Test
    void adds_up_to_what_each_invoice_is_whatever_becomes_of_its_charges() {
        charged.record(
                charge("1").on("2026-09-10").billed("100"),
                charge("2").on("2026-09-11").billed("20").service("Storage"),
                charge("gone").on("2026-09-12").billed("3"),
                charge("bought")
                        .on("2026-09-12")
                        .category(ChargeCategory.PURCHASE)
                        .billed("11"),
                charge("tax").on("2026-09-12").category(ChargeCategory.TAX).billed("8"),
                charge("billed then").on("2026-10-02").billedIn("2026-09-01").billed("0.5"),
                charge("4").on("2026-10-01").billed("1"));
        String september = close("2026-09");
        charged.record(
                charge("1").revision(1).on("2026-09-10").billed("90.00000000001"),
                charge("2").revision(1).on("2026-10-11").billed("20").service("Functions"),
                charge("gone").revision(1).on("2026-09-12").billed("0"),
                charge("late").on("2026-09-30").billed("5"));

        assertThat(costs(invoiced.id)).isEqualTo(invoices(september));
        assertThat(costs(invoiced.id)).containsEntry(september, "134.5").containsEntry(NONE, "-6.99999999999");

        String october = close("2026-10");
        charged.record(
                charge("1").revision(2).on("2026-09-10").billed("91"),
                charge("late").revision(1).on("2026-09-30").billed("5").profile(invoiced.name + "-eur", "EUR"));

        assertThat(costs(invoiced.id)).isEqualTo(invoices(september, october)).hasSize(3);
        assertThat(costs(invoiced.account + "/billingProfiles/" + invoiced.name + "-eur"))
                .isEqualTo(Map.of(NONE, "5"));
        assertThat(rows(invoiced.id, "", filter("In", october))).hasSize(1);
        assertThat(shown.services(october))
                .as("what was corrected on an invoice is there under what it was charged for")
                .isEqualTo(Map.of("Functions", "20", "Storage", "-20", "Virtual Machines", "-6.99999999999"));
        assertThat(shown.values("ServiceName", " and properties/InvoiceId eq '" + october + "'"))
                .as("as the query shows them")
                .containsExactly("Functions", "Storage", "Virtual Machines");
    }

    @Test
    void of_a_late_charge_is_that_of_the_next_invoice_that_is_closed() {
        charged.record(
                charge("1").on("2026-08-10").billed("1"),
                charge("2").on("2026-10-10").billed("2"));
        String august = close("2026-08");
        charged.record(charge("late").on("2026-08-11").billed("4"));

        assertThat(details(invoiced.id)).isEqualTo(Map.of("1", august, "2", NONE, "4", NONE));
        assertThat(costs(invoiced.id)).isEqualTo(Map.of(august, "1", NONE, "6"));
        String october = close("2026-10");
        assertThat(details(invoiced.id)).isEqualTo(Map.of("1", august, "2", october, "4", october));
        assertThat(costs(invoiced.id)).isEqualTo(Map.of(august, "1", october, "6"));
    }

    @Test
    void stays_as_its_source_says_it_where_it_does() {
        charged.record(
                charge("1").on("2026-09-10").billed("1").with(Column.INVOICE_ID, "G-1"),
                charge("2").on("2026-09-10").billed("2"));
        assertThat(costs(invoiced.id)).isEqualTo(Map.of("G-1", "1", NONE, "2"));

        String september = close("2026-09");

        assertThat(costs(invoiced.id)).isEqualTo(Map.of("G-1", "1", september, "2"));
        assertThat(details(invoiced.id)).isEqualTo(Map.of("1", "G-1", "2", september));
        assertThat(shown.report("g-1")).isEqualTo(Map.of("1", "G-1"));
        assertThat(shown.report(september.toLowerCase(Locale.ROOT))).isEqualTo(Map.of("2", september));
    }

    /** The invoices see a correction of nothing, or of the difference alone. */
    @Test
    void keeps_its_sum_where_a_source_says_an_id_later_or_none_any_more() {
        charged.record(
                charge("1").on("2026-09-10").billed("100"),
                charge("2").on("2026-09-11").billed("20").with(Column.INVOICE_ID, "G-2"),
                charge("3").on("2026-09-12").billed("3").with(Column.INVOICE_ID, "G-3"),
                charge("4").on("2026-10-01").billed("1"));
        String september = close("2026-09");
        assertThat(costs(invoiced.id)).isEqualTo(Map.of(september, "100", "G-2", "20", "G-3", "3", NONE, "1"));

        charged.record(
                charge("1").revision(1).on("2026-09-10").billed("105").with(Column.INVOICE_ID, "G-1"),
                charge("2").revision(1).on("2026-09-11").billed("27"),
                charge("3").revision(1).on("2026-09-12").billed("3").with(Column.INVOICE_ID, "G-4"));

        assertThat(costs(invoiced.id))
                .as("5 more under the new id, 7 more on the open invoice; of two of its own, the source's last counts")
                .isEqualTo(Map.of(september, "100", "G-1", "5", "G-2", "20", "G-4", "3", NONE, "8"));
        String october = close("2026-10");
        assertThat(costs(invoiced.id))
                .isEqualTo(Map.of(september, "100", "G-1", "5", "G-2", "20", "G-4", "3", october, "8"));
    }

    @Test
    void is_on_every_page_what_it_was_on_the_first() {
        charged.record(
                charge("1").on("2026-09-10").billed("1"),
                charge("2").on("2026-10-10").billed("2"));
        String september = close("2026-09");
        Response first = shown.page("");
        assertThat(rows(first)).isEqualTo(Map.of(september, "1"));
        String october = close("2026-10");

        assertThat(rows(shown.page(first.jsonPath().getString("properties.nextLink"))))
                .as("as the first page knew it")
                .isEqualTo(Map.of(NONE, "2"));
        assertThat(costs(invoiced.id)).isEqualTo(Map.of(september, "1", october, "2"));
    }

    @Test
    void is_in_lists_and_files_that_of_the_invoice_on_which_a_charge_came() {
        charged.record(
                charge("1").on("2026-09-10").billed("1"),
                charge("2").on("2026-10-10").billed("2"));
        String september = close("2026-09");
        charged.record(charge("1").revision(1).on("2026-09-10").billed("5"));

        assertThat(details(invoiced.id)).isEqualTo(Map.of("5", september, "2", NONE));
        assertThat(shown.report(september)).isEqualTo(Map.of("5", september));
        assertThat(shown.report(NONE.toLowerCase(Locale.ROOT))).isEqualTo(Map.of("2", NONE));
    }

    @Test
    void is_among_the_values_of_its_dimension() {
        charged.record(
                charge("1").on("2026-09-10").billed("1"),
                charge("2").on("2026-10-10").billed("2").service("Storage"),
                charge("3").on("2026-10-10").billed("2").with(Column.INVOICE_ID, "G-1"));
        assertThat(shown.values("InvoiceId", "")).containsExactly("G-1", NONE);

        String september = close("2026-09");

        assertThat(shown.values("InvoiceId", "")).containsExactly("G-1", september, NONE);
        assertThat(shown.values("ServiceName", " and properties/InvoiceId eq '" + NONE + "'"))
                .containsExactly("Storage");
        assertThat(shown.values("BillingMonth", " and properties/InvoiceId eq '" + september + "'"))
                .containsExactly("2026-09");
        charged.record(charge("1").revision(1).on("2026-10-10").billed("1"));
        assertThat(shown.values("InvoiceId", ""))
                .as("what is restated stays on its invoice")
                .contains(september);
    }

    @Test
    void is_nowhere_at_a_subscription() {
        charged.record(charge("1").on("2026-09-10").billed("1"));
        close("2026-09");
        String scope = "/subscriptions/" + subscription;
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);

        assertThat(query(scope, "", "", "InvoiceId").statusCode()).isEqualTo(400);
        Response listed = get(GLOBAL_ADMIN, scope + ShownInvoices.DETAILS);
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.jsonPath().getList("value")).hasSize(1);
        assertThat(listed.asString()).doesNotContain("INV-", NONE, "invoiceId");
        assertThat(CostReport.ask(GLOBAL_ADMIN, scope, "{\"billingPeriod\":\"202609\"}")
                        .text())
                .isNotEmpty()
                .doesNotContain("INV-", NONE, "invoiceId");
    }

    @Test
    void is_right_while_charges_stream_and_the_invoice_is_closed() {
        charged.record(charge("first").on("2026-09-01").billed("1"));
        String september = invoiced.nameOf("2026-09");
        CompletableFuture<Response> closing = CompletableFuture.supplyAsync(() -> invoiced.close(september));
        for (int batch = 0; batch < 20; batch++) {
            charged.record(
                    charge("new " + batch).on("2026-09-02").billed("1.01"),
                    charge("first").revision(batch + 1).on("2026-09-01").billed("2." + batch));
        }
        assertThat(closing.join().statusCode()).isEqualTo(200);

        assertThat(costs(invoiced.id)).isEqualTo(invoices(september));
    }

    private LedgerFixture.Draft charge(String id) {
        return charged.charge(id).customer(customer).subscription(subscription, "web");
    }

    private String close(String month) {
        String name = invoiced.nameOf(month);
        Response closed = invoiced.close(name);
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);
        return name;
    }

    /** What the profile's invoices say of themselves: the closed ones by name, the open ones together; what is zero is left out. */
    private Map<String, String> invoices(String... closed) {
        JsonPath all = get(GLOBAL_ADMIN, invoiced.id + "/invoices" + InvoicedProfile.ALL)
                .jsonPath(
                        JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (int i = 0; i < all.getList("value").size(); i++) {
            String name = all.getString("value[" + i + "].name");
            boolean isClosed =
                    all.getString("value[" + i + "].properties.state").equals("Closed");
            assertThat(isClosed).as(name).isEqualTo(List.of(closed).contains(name));
            sums.merge(
                    isClosed ? name : NONE,
                    new BigDecimal(all.getString("value[" + i + "].properties.subTotal.value")),
                    BigDecimal::add);
        }
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((name, sum) -> plain.put(name, plain(sum)));
        return plain;
    }
}
