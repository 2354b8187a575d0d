package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.InvoicedProfile.ALL;
import static dev.outlay.budget.arm.InvoicedProfile.VERSION;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every charge is on exactly one invoice, whatever becomes of it; a closed one never changes. From charges that were really recorded. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class InvoicesTest {

    private final InvoicedProfile invoiced = new InvoicedProfile();
    private final String name = invoiced.name;
    private final String account = invoiced.account;
    private final String profile = invoiced.id;
    private final ChargedAccount charged;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    @Inject
    InvoicesTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @AfterEach
    void the_invoices_of_the_profiles_add_up_to_their_spend() {
        assertThat(LedgerFixture.run(vertx, reconciliation::run).differences())
                .filteredOn(difference -> difference.what().equals("Invoice")
                        && difference.where().contains(name))
                .isEmpty();
        assertThat(total()).isEqualByComparingTo(spent());
    }

    @Test
    void an_open_invoice_has_the_charges_of_its_month_exactly() {
        charged.record(
                charged.charge("1").on("2026-10-01").billed("0.00000000001"),
                charged.charge("2").on("2026-10-31").billed("100"),
                charged.charge("3").on("2026-11-01").billed("7"),
                charged.charge("tax")
                        .on("2026-10-31")
                        .category(ChargeCategory.TAX)
                        .billed("8.1"),
                charged.charge("credit")
                        .on("2026-10-31")
                        .category(ChargeCategory.CREDIT)
                        .billed("-5"),
                charged.charge("purchase")
                        .on("2026-10-15")
                        .category(ChargeCategory.PURCHASE)
                        .billed("50"));

        JsonPath october = invoice("2026-10");

        assertThat(october.getString("id")).isEqualTo(profile + "/invoices/" + october.getString("name"));
        assertThat(october.getString("properties.state")).isEqualTo("Open");
        assertThat(october.getString("properties.subTotal.value")).isEqualTo("150.00000000001");
        assertThat(october.getString("properties.taxAmount.value")).isEqualTo("8.1");
        assertThat(october.getString("properties.creditAmount.value")).isEqualTo("5");
        assertThat(october.getString("properties.amountDue.value")).isEqualTo("153.10000000001");
        assertThat(october.getString("properties.subTotal.currency")).isEqualTo("CHF");
        assertThat(october.getInt("properties.charges")).isEqualTo(5);
        assertThat(subTotal("2026-11")).isEqualTo("7");
        assertThat(get(
                                ADMIN_AGENT,
                                account + "/invoices" + VERSION
                                        + "&periodStartDate=2026-11-30&periodEndDate=2026-11-30")
                        .jsonPath()
                        .getList("value.properties.invoicePeriodStartDate"))
                .containsExactly("2026-11-01T00:00:00Z");
        assertThat(get(GLOBAL_ADMIN, account + "/invoices/" + october.getString("name") + VERSION)
                        .asString())
                .isEqualTo(get(
                                GLOBAL_ADMIN,
                                profile + "/invoices/"
                                        + october.getString("name").toLowerCase(Locale.ROOT) + VERSION)
                        .asString());
    }

    @Test
    void what_its_source_says_of_the_billing_period_goes_before_the_month_of_the_charge() {
        charged.record(
                charged.charge("1")
                        .on("2026-10-31")
                        .billedIn("2026-11-01T00:00:00Z")
                        .billed("3"),
                charged.charge("2").on("2026-11-30").billedIn("2026-11-01").billed("4"),
                charged.charge("3").on("2026-10-30").billedIn("nonsense").billed("1"));

        assertThat(subTotal("2026-11")).isEqualTo("7");
        assertThat(subTotal("2026-10")).isEqualTo("1");
    }

    @Test
    void a_closed_invoice_stays_and_what_becomes_of_its_charges_is_on_the_next_one() {
        charged.record(
                charged.charge("1").on("2026-09-10").billed("100"),
                charged.charge("2").on("2026-09-11").billed("20"),
                charged.charge("3").on("2026-10-01").billed("1"));
        String september = invoiced.nameOf("2026-09");
        String closed = close(september).asString();

        charged.record(
                charged.charge("1").revision(1).on("2026-09-10").billed("90"),
                charged.charge("2").revision(1).on("2026-10-11").billed("20"),
                charged.charge("late").on("2026-09-30").billed("5"));

        assertThat(get(GLOBAL_ADMIN, profile + "/invoices/" + september + VERSION)
                        .asString())
                .isEqualTo(closed)
                .contains("\"state\":\"Closed\"");
        assertThat(close(september).asString()).as("closing again").isEqualTo(closed);
        JsonPath october = invoice("2026-10");
        assertThat(october.getString("properties.subTotal.value"))
                .as("1 of its own, 20 that moved here, less 20 that moved away and 10 too much, 5 late")
                .isEqualTo("-4");
        assertThat(october.getString("properties.corrections.value")).isEqualTo("-25");
        close(october.getString("name"));
        charged.record(charged.charge("1").revision(2).on("2026-09-10").billed("90.5"));
        assertThat(subTotal("2026-11")).as("opened by a correction alone").isEqualTo("0.5");
        assertThat(subTotal("2026-10")).isEqualTo("-4");
    }

    @Test
    void invoices_are_closed_in_their_order_and_only_where_there_are_any() {
        charged.record(charged.charge("1").on("2026-09-10"), charged.charge("2").on("2026-10-11"));
        Response early = invoiced.close(invoiced.nameOf("2026-10"));
        String october = invoiced.nameOf("2026-10");

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.jsonPath().getString("error.code")).isEqualTo("EarlierInvoiceIsOpen");
        assertThat(early.jsonPath().getString("error.message")).contains(invoiced.nameOf("2026-09"));
        for (String unknown : List.of(
                "x", "INV-209901" + october.substring(10), "INV-202613" + october.substring(10), october + "0")) {
            assertThat(invoiced.close(unknown).statusCode()).as(unknown).isEqualTo(404);
        }
        assertThat(as(GLOBAL_ADMIN)
                        .post(account + "/billingProfiles/another/invoices/" + invoiced.nameOf("2026-09") + "/close"
                                + VERSION)
                        .statusCode())
                .isEqualTo(404);
        for (String query : List.of(
                "",
                "&periodStartDate=2026-01-01",
                "&periodStartDate=2026-13-01&periodEndDate=2027-01-01",
                "&periodStartDate=2026-02-01&periodEndDate=2026-01-01")) {
            assertThat(get(GLOBAL_ADMIN, profile + "/invoices" + VERSION + query)
                            .statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        for (String path : List.of("/invoices", "/invoices/" + october)) {
            assertThat(as("somebody", "customer-1", "GlobalAdmin")
                            .get(profile + path + VERSION)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whatever_is_recorded_while_invoices_are_closed_is_on_exactly_one() {
        Random random = new Random(20261126);
        Map<String, Integer> revisions = new HashMap<>();
        charged.record(charged.charge("first").on("2026-01-01"));
        for (int month = 1; month <= 6; month++) {
            String period = "2026-0" + month;
            charged.record(charged.charge("of " + period).on(period + "-01").billed("1"));
            CompletableFuture<Response> closing = CompletableFuture.supplyAsync(() -> close(invoiced.nameOf(period)));
            CompletableFuture<Response> twice = CompletableFuture.supplyAsync(() -> close(invoiced.nameOf(period)));
            for (int batch = 0; batch < 5; batch++) {
                charged.record(some(random, revisions), some(random, revisions), some(random, revisions));
            }
            assertThat(closing.join().asString()).isEqualTo(twice.join().asString());
            assertThat(total()).isEqualByComparingTo(spent());
            assertThat(get(GLOBAL_ADMIN, profile + "/invoices/" + invoiced.nameOf(period) + VERSION)
                            .asString())
                    .isEqualTo(closing.join().asString());
        }
    }

    /** One of forty charges, stated anew in any month, of any customer. */
    private LedgerFixture.Draft some(Random random, Map<String, Integer> revisions) {
        String id = "charge-" + random.nextInt(40);
        return charged.charge(id)
                .revision(revisions.merge(id, 1, Integer::sum))
                .on("2026-0" + (1 + random.nextInt(9)) + "-0" + (1 + random.nextInt(9)))
                .customer("customer-" + random.nextInt(3))
                .category(random.nextBoolean() ? ChargeCategory.USAGE : ChargeCategory.PURCHASE)
                .billed(random.nextInt(2_000) - 500 + ".00" + random.nextInt(1_000));
    }

    private BigDecimal total() {
        JsonPath all = exact(get(GLOBAL_ADMIN, profile + "/invoices" + ALL));
        return all.getList("value.properties.subTotal.value").stream()
                .map(value -> new BigDecimal(String.valueOf(value)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void a_list_is_filtered_by_the_days_of_its_periods() {
        charged.record(
                charged.charge("1").on("2026-08-01"),
                charged.charge("2").on("2026-09-01"),
                charged.charge("3").on("2026-10-01"));
        Map<String, Integer> found = Map.of(
                "invoicePeriodStartDate le 2026-09-01", 2,
                "InvoicePeriodEndDate LT '2026-09-30'", 1,
                "properties/invoicePeriodStartDate ge 2026-08-02 and invoicePeriodEndDate ne 2026-10-31", 1,
                "invoicePeriodStartDate gt 2026-08-01 and invoicePeriodEndDate le 2026-09-30", 1,
                "invoicePeriodStartDate eq 2026-10-01", 1,
                "invoicePeriodStartDate eq 2026-13-01", -1,
                "invoicePeriodStartDate eq 2026-10-01 and", -1,
                "invoicePeriodStartDate eq", -1,
                "dueDate eq 2026-10-01", -1);
        found.forEach((filter, count) -> {
            Response list = get(
                    GLOBAL_ADMIN,
                    profile + "/invoices" + InvoicedProfile.ALL + "&$filter=" + filter.replace(" ", "%20"));
            assertThat(list.statusCode()).as(filter + list.asString()).isEqualTo(count < 0 ? 400 : 200);
            if (count >= 0) {
                assertThat(list.jsonPath().getInt("totalCount")).as(filter).isEqualTo(count);
            }
        });
    }

    private BigDecimal spent() {
        String sum = Client.value("select sum(amount) from spend join spend_series s on s.id = spend.series_id"
                + " join scope on scope.id = s.scope_id where scope.kind = 2 and s.filter is null and s.time_grain = 1"
                + " and billing_account = '" + name + "'");
        return new BigDecimal(sum);
    }

    private JsonPath invoice(String month) {
        return exact(get(GLOBAL_ADMIN, profile + "/invoices/" + invoiced.nameOf(month) + VERSION));
    }

    private String subTotal(String month) {
        return invoice(month).getString("properties.subTotal.value");
    }

    private Response close(String invoice) {
        Response closed = invoiced.close(invoice);
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);
        return closed;
    }

    private static JsonPath exact(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath(
                JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }
}
