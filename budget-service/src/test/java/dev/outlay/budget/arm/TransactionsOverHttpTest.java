package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is invoiced, charge by charge, from charges that were really recorded. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TransactionsOverHttpTest {

    private static final String VERSION = "?api-version=2019-10-01-preview";
    private static final String MARCH = VERSION + "&periodStartDate=2026-03-01&periodEndDate=2026-03-31";

    private final InvoicedProfile profile = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    TransactionsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    @Test
    void an_invoice_s_subtotal_is_the_sum_of_its_transactions() {
        charged.record(
                charged.charge("usage").on("2026-03-04").billed("1.00000000001"),
                charged.charge("more").on("2026-03-31").billed("2"),
                charged.charge("bought")
                        .on("2026-03-09")
                        .category(ChargeCategory.PURCHASE)
                        .billed("500"),
                charged.charge("adjusted")
                        .on("2026-03-09")
                        .category(ChargeCategory.ADJUSTMENT)
                        .billed("-4"),
                charged.charge("tax")
                        .on("2026-03-09")
                        .category(ChargeCategory.TAX)
                        .billed("77"),
                charged.charge("credit")
                        .on("2026-03-09")
                        .category(ChargeCategory.CREDIT)
                        .billed("-5"),
                charged.charge("billed later")
                        .on("2026-03-30")
                        .billedIn("2026-04-01")
                        .billed("9"),
                charged.charge("billed then")
                        .on("2026-04-02")
                        .billedIn("2026-03-01")
                        .billed("0.5"));
        String invoice = profile.nameOf("2026-03");

        for (String scope : List.of(profile.account, profile.id)) {
            JsonPath found = exact(get(ADMIN_AGENT, scope + "/invoices/" + invoice + "/transactions" + VERSION));
            assertThat(found.getList("value.properties.transactionType"))
                    .containsExactlyInAnyOrder(
                            "Usage Charge", "Usage Charge", "Usage Charge", "Purchase", "Adjustment");
            assertThat(found.getList("value.properties.invoice")).containsOnly(invoice);
            BigDecimal sum = found.getList("value.properties.transactionAmount.value", BigDecimal.class).stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum)
                    .isEqualByComparingTo(exact(get(GLOBAL_ADMIN, profile.id + "/invoices/" + invoice + VERSION))
                            .getString("properties.subTotal.value"));
        }
    }

    @Test
    void a_transaction_says_what_its_charge_says_in_arm_s_names() {
        charged.record(charged.charge("one")
                .on("2026-03-04")
                .billed("8")
                .list("10")
                .priced("4", "2.5")
                .with(Column.SKU_ID, "sku-1")
                .with(Column.X_SERVICE_FAMILY, "Compute")
                .with(Column.X_SKU_METER_CATEGORY, "Virtual Machines")
                .with(Column.CHARGE_DESCRIPTION, "Standard D1")
                .usd("16")
                .with(Column.X_PRICING_CURRENCY, "USD")
                .with(Column.PRICING_UNIT, "100 Hours"));

        JsonPath list = exact(get(GLOBAL_ADMIN, profile.account + "/transactions" + MARCH));
        String id = list.getString("value[0].id");
        assertThat(id).startsWith(profile.id + "/transactions/");
        JsonPath one = exact(get(GLOBAL_ADMIN, id + VERSION));
        assertThat(one.getMap("$")).isEqualTo(list.getMap("value[0]"));
        assertThat(one.getString("properties.kind")).isEqualTo("all");
        assertThat(one.getString("properties.date")).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(one.getString("properties.servicePeriodEndDate")).isEqualTo("2026-03-05T00:00:00Z");
        assertThat(one.getString("properties.productTypeId")).isEqualTo("sku-1");
        assertThat(one.getString("properties.productFamily")).isEqualTo("Compute");
        assertThat(one.getString("properties.productDescription")).isEqualTo("Standard D1");
        assertThat(one.getString("properties.quantity")).isEqualTo("4");
        assertThat(one.getString("properties.effectivePrice.value")).isEqualTo("2");
        assertThat(one.getString("properties.marketPrice.value")).isEqualTo("2.5");
        assertThat(one.getString("properties.discount")).isEqualTo("0.2");
        assertThat(one.getString("properties.billingCurrency")).isEqualTo("CHF");
        assertThat(one.getString("properties.pricingCurrency")).isEqualTo("USD");
        assertThat(one.getString("properties.exchangeRate"))
                .as("16 dollars are 8 francs")
                .isEqualTo("0.5");
        for (String ofItsOwn : List.of("tax", "azureCreditApplied")) {
            assertThat(one.getMap("properties." + ofItsOwn))
                    .as(ofItsOwn + " is a charge of its own")
                    .hasToString("{currency=CHF, value=0}");
        }
        assertThat(one.getString("properties.customerId")).isEqualTo(profile.account + "/customers/customer-1");
        assertThat(one.getString("properties.subscriptionId")).isEqualTo("subscription-1");
    }

    @Test
    void days_are_both_included_and_each_scope_has_its_own() {
        String other = profile.name + "-chf-2";
        charged.record(
                charged.charge("before").on("2026-02-28").billed("1"),
                charged.charge("first").on("2026-03-01").billed("2"),
                charged.charge("last").on("2026-03-31").billed("3"),
                charged.charge("after").on("2026-04-01").billed("4"),
                charged.charge("others")
                        .on("2026-03-10")
                        .profile(other, "CHF")
                        .customer("customer-2")
                        .billed("5"));

        assertThat(amounts(profile.account)).containsExactlyInAnyOrder("2", "3", "5");
        assertThat(amounts(profile.id)).containsExactlyInAnyOrder("2", "3");
        assertThat(amounts(profile.account + "/billingProfiles/" + other)).containsExactly("5");
        assertThat(amounts(profile.account + "/customers/customer-1")).containsExactlyInAnyOrder("2", "3");
        assertThat(amounts(profile.account + "/customers/customer-2")).containsExactly("5");
        assertThat(amounts(profile.account + "/customers/nobody")).isEmpty();

        String name =
                exact(get(GLOBAL_ADMIN, profile.id + "/transactions" + MARCH)).getString("value[0].name");
        assertThat(get(GLOBAL_ADMIN, profile.account + "/billingProfiles/" + other + "/transactions/" + name + VERSION)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void only_what_buys_a_commitment_is_a_reservation() {
        charged.record(
                charged.charge("reserved")
                        .on("2026-03-02")
                        .category(ChargeCategory.PURCHASE)
                        .commitment("r1")
                        .billed("100"),
                charged.charge("returned")
                        .on("2026-03-03")
                        .category(ChargeCategory.PURCHASE)
                        .commitment("r1")
                        .billed("-40"),
                charged.charge("licence")
                        .on("2026-03-02")
                        .category(ChargeCategory.PURCHASE)
                        .billed("7"),
                charged.charge("covered").on("2026-03-02").commitment("r1").billed("0"));

        JsonPath found = exact(get(
                GLOBAL_ADMIN,
                profile.account + "/transactions" + MARCH + "&$filter=properties/kind%20eq%20'Reservation'"));
        assertThat(found.getList("value.properties.transactionType")).containsExactlyInAnyOrder("Purchase", "Refund");
        assertThat(found.getList("value.properties.kind")).containsOnly("reservation");
        assertThat(found.getList("value.properties.orderId")).containsOnly("r1");
        assertThat(exact(get(GLOBAL_ADMIN, profile.account + "/transactions" + MARCH + "&$filter=Kind+EQ+'all'"))
                        .getList("value"))
                .hasSize(4);
    }

    @Test
    void pages_follow_each_other_and_miss_nothing() {
        List<String> all = new ArrayList<>();
        for (int number = 1; number <= 7; number++) {
            all.add(Integer.toString(number));
            charged.record(charged.charge("c" + number)
                    .on("2026-03-0" + (1 + number % 3))
                    .service("service-" + number % 2)
                    .billed(Integer.toString(number)));
        }
        String invoice = profile.nameOf("2026-03");

        for (String list : List.of(
                profile.account + "/transactions" + MARCH,
                profile.id + "/invoices/" + invoice + "/transactions" + VERSION)) {
            List<String> seen = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            String next = list + "&$top=3";
            while (next != null) {
                JsonPath page = exact(get(GLOBAL_ADMIN, next));
                seen.addAll(texts(page));
                sizes.add(page.getList("value").size());
                next = page.getString("nextLink");
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
            assertThat(sizes).containsExactly(3, 3, 1);
        }
    }

    @Test
    void a_malformed_question_is_refused_after_it_is_decided_who_may() {
        for (String query : List.of(
                VERSION,
                VERSION + "&periodStartDate=2026-03-01",
                VERSION + "&periodStartDate=2026-03-02&periodEndDate=2026-03-01",
                MARCH + "&$filter=properties/kind%20eq%20'Other'",
                MARCH + "&$filter=x",
                MARCH + "&$top=0",
                MARCH + "&$search=x",
                MARCH + "&orderBy=date",
                MARCH + "&$skip=1",
                MARCH + "&filter=x",
                MARCH + "&$skiptoken=AA",
                MARCH + "&$skiptoken=" + PageToken.write("1 -999999999999999999 MTph"),
                MARCH + "&$skiptoken=" + PageToken.write("99999999999 1 MTph"),
                MARCH + "&$skiptoken=" + PageToken.write("1 1 %"))) {
            Response refused = get(GLOBAL_ADMIN, profile.account + "/transactions" + query);
            assertThat(refused.statusCode()).as(query + refused.asString()).isEqualTo(400);
            assertThat(get(OUTSIDER, profile.account + "/transactions" + query).statusCode())
                    .isEqualTo(403);
        }
        assertThat(as(UUID.randomUUID().toString(), "customer-1", "GlobalAdmin")
                        .get(profile.account + "/customers/customer-1/transactions" + MARCH)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_is_not_there_is_not_found() {
        for (String path : Set.of(
                "/transactions/MTph",
                "/transactions/-",
                "/transactions/MTpAAA",
                "/invoices/INV-202603-000000000000/transactions",
                "/invoices/nothing/transactions")) {
            Response found = get(GLOBAL_ADMIN, profile.id + path + VERSION);
            assertThat(found.statusCode()).as(path + found.asString()).isEqualTo(404);
        }
    }

    private static List<String> amounts(String scope) {
        return texts(exact(get(GLOBAL_ADMIN, scope + "/transactions" + MARCH)));
    }

    private static List<String> texts(JsonPath page) {
        return page.getList("value.properties.transactionAmount.value").stream()
                .map(String::valueOf)
                .toList();
    }

    private static JsonPath exact(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath(
                JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }
}
