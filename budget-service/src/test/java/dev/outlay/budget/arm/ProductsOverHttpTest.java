package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.CUSTOMER_OWNER;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was bought, from the charges of purchases that were really recorded. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ProductsOverHttpTest {

    private static final String VERSION = "?api-version=2019-10-01-preview";

    private final InvoicedProfile profile = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    ProductsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    @Test
    void a_product_is_put_together_from_the_charges_of_its_order() {
        charged.record(
                charged.charge("january")
                        .on("2026-01-05")
                        .category(ChargeCategory.PURCHASE)
                        .billed("30")
                        .priced("3", "10")
                        .with(Column.X_PRODUCT_ORDER_ID, "order-1")
                        .with(Column.X_PRODUCT_ORDER_NAME, "Mail filter")
                        .with(Column.X_PUBLISHER_TYPE, "Marketplace")
                        .with(Column.CHARGE_FREQUENCY, "Recurring"),
                charged.charge("february")
                        .on("2026-02-05")
                        .category(ChargeCategory.PURCHASE)
                        .billed("40.5")
                        .priced("4", "10")
                        .with(Column.X_PRODUCT_ORDER_ID, "ORDER-1")
                        .with(Column.X_PRODUCT_ORDER_NAME, "Mail filter, larger")
                        .with(Column.X_PUBLISHER_TYPE, "Marketplace")
                        .with(Column.CHARGE_FREQUENCY, "Recurring")
                        .with(Column.X_RESELLER_ID, "4711"),
                charged.charge("usage").on("2026-02-06").billed("1").with(Column.X_PRODUCT_ORDER_ID, "order-1"));

        JsonPath list = exact(get(ADMIN_AGENT, profile.account + "/products" + VERSION));
        assertThat(list.getList("value")).hasSize(1);
        JsonPath one = exact(get(GLOBAL_ADMIN, list.getString("value[0].id") + VERSION));
        assertThat(one.getMap("$")).isEqualTo(list.getMap("value[0]"));
        assertThat(one.getString("id")).startsWith(profile.account + "/customers/customer-1/products/");
        assertThat(one.getString("properties.displayName")).isEqualTo("Mail filter, larger");
        assertThat(one.getString("properties.productType")).isEqualTo("Marketplace");
        assertThat(one.getString("properties.billingFrequency")).isEqualTo("Recurring");
        assertThat(one.getString("properties.purchaseDate")).isEqualTo("2026-01-05T00:00:00Z");
        assertThat(one.getString("properties.lastChargeDate")).isEqualTo("2026-02-05T00:00:00Z");
        assertThat(one.getString("properties.lastCharge.value")).isEqualTo("40.5");
        assertThat(one.getString("properties.lastCharge.currency")).isEqualTo("CHF");
        assertThat(one.getString("properties.quantity")).isEqualTo("4");
        assertThat(one.getString("properties.billingProfileId")).isEqualTo(profile.id);
        assertThat(one.getString("properties.reseller.resellerId")).isEqualTo("4711");
        assertThat(exact(get(
                                GLOBAL_ADMIN,
                                profile.account + "/products/"
                                        + one.getString("name").toUpperCase(Locale.ROOT) + VERSION))
                        .getMap("$"))
                .isEqualTo(one.getMap("$"));
    }

    @Test
    void each_scope_has_its_own_and_what_is_no_purchase_is_no_product() {
        String other = profile.name + "-chf-2";
        charged.record(
                charged.charge("reserved").category(ChargeCategory.PURCHASE).commitment("r-1"),
                charged.charge("others")
                        .category(ChargeCategory.PURCHASE)
                        .commitment("r-1")
                        .customer("customer-2")
                        .profile(other, "CHF"),
                charged.charge("nobody's")
                        .category(ChargeCategory.PURCHASE)
                        .customer(null)
                        .subscription(null, null)
                        .with(Column.SKU_ID, "sku"),
                charged.charge("adjusted").category(ChargeCategory.ADJUSTMENT),
                charged.charge("covered").commitment("r-1"));

        assertThat(types(profile.account)).containsExactlyInAnyOrder("Reservation", "Reservation", "Purchase");
        assertThat(types(profile.id)).containsExactlyInAnyOrder("Reservation", "Purchase");
        assertThat(types(profile.account + "/billingProfiles/" + other)).containsExactly("Reservation");
        assertThat(types(profile.account + "/customers/customer-1")).containsExactly("Reservation");
        assertThat(types(profile.account + "/customers/customer-2")).containsExactly("Reservation");

        String name = exact(get(GLOBAL_ADMIN, profile.account + "/customers/customer-1/products" + VERSION))
                .getString("value[0].name");
        assertThat(get(GLOBAL_ADMIN, profile.account + "/customers/customer-2/products/" + name + VERSION)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(CUSTOMER_OWNER, profile.account + "/customers/customer-1/products/" + name + VERSION)
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(CUSTOMER_OWNER, profile.account + "/products" + VERSION + "&$top=x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void pages_follow_each_other_and_miss_nothing() {
        for (int number = 0; number < 5; number++) {
            charged.record(charged.charge("c" + number)
                    .category(ChargeCategory.PURCHASE)
                    .with(Column.X_PRODUCT_ORDER_ID, "order-" + number));
        }
        List<String> seen = new ArrayList<>();
        int pages = 0;
        String next = profile.account + "/products" + VERSION + "&$top=2";
        while (next != null) {
            JsonPath page = exact(get(GLOBAL_ADMIN, next));
            seen.addAll(page.getList("value.name"));
            next = page.getString("nextLink");
            pages++;
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
        assertThat(get(GLOBAL_ADMIN, profile.account + "/products" + VERSION + "&$skiptoken=%25%25")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_is_chosen_searched_and_ordered_comes_page_by_page_once() {
        for (int number = 0; number < 7; number++) {
            charged.record(charged.charge("c" + number)
                    .customer("customer-" + number % 2)
                    .category(ChargeCategory.PURCHASE)
                    .with(Column.X_PRODUCT_ORDER_ID, "order-" + number)
                    .with(Column.X_PRODUCT_ORDER_NAME, (number == 6 ? "Other " : "Plan ") + number));
        }
        String list = profile.account + "/products" + VERSION;
        ListedPages plans = ListedPages.follow(list
                + ListedPages.query(
                        "$search",
                        "pLAN",
                        "$orderBy",
                        "displayName desc",
                        "$top",
                        "2",
                        "$count",
                        "true",
                        "$filter",
                        "tenantId eq 'customer-0'"));

        assertThat(plans.total()).isEqualTo(3);
        assertThat(plans.names()).hasSize(2);
        assertThat(plans.all()).hasSize(3).doesNotHaveDuplicates();
        assertThat(exact(get(
                                GLOBAL_ADMIN,
                                profile.account + "/customers/customer-0/products" + VERSION
                                        + ListedPages.query("orderBy", "displayName desc", "skip", "1", "top", "2")))
                        .getList("value.properties.displayName"))
                .isEqualTo(List.of("Plan 2", "Plan 0"));
        assertThat(get(GLOBAL_ADMIN, list + "&$filter=color%20eq%20'x'")
                        .jsonPath()
                        .getString("error.message"))
                .contains("customerDisplayName");
    }

    private static List<String> types(String scope) {
        return exact(get(GLOBAL_ADMIN, scope + "/products" + VERSION)).getList("value.properties.productType");
    }

    private static JsonPath exact(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath(
                JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }
}
