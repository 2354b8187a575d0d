package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the months of a billing scope cost, from charges that were really recorded. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ChargesOverHttpTest {

    private static final String CHARGES = "/providers/Microsoft.Consumption/charges" + VERSION;
    private static final String AUTUMN = CHARGES + "&startDate=2026-09-05&endDate=2026-10-31";

    private final InvoicedProfile profile = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    ChargesOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    @BeforeEach
    void what_is_charged() {
        charged.record(
                charged.charge("1").on("2026-09-10").billed("1.00000000001").usd("2"),
                charged.charge("bought")
                        .on("2026-09-30")
                        .category(ChargeCategory.PURCHASE)
                        .billed("500")
                        .usd("600"),
                charged.charge("sold")
                        .on("2026-09-10")
                        .customer("customer-2")
                        .with(Column.X_PUBLISHER_TYPE, "marketplace")
                        .billed("40")
                        .usd("50"),
                charged.charge("tax")
                        .on("2026-09-10")
                        .category(ChargeCategory.TAX)
                        .billed("77"),
                charged.charge("too early").on("2026-09-04").billed("9").usd("9"),
                charged.charge("october").on("2026-10-02").billed("7").usd("8"),
                charged.charge("in euros")
                        .on("2026-10-02")
                        .profile(profile.name + "-eur", "EUR")
                        .billed("3")
                        .usd("4"));
        assertThat(profile.close(profile.nameOf("2026-09")).statusCode()).isEqualTo(200);
    }

    @Test
    void months_are_told_apart_and_so_is_the_marketplace_and_what_is_invoiced() {
        JsonPath found = asked(profile.id + AUTUMN);

        assertThat(found.getList("value.properties.usageStart")).containsExactly("2026-09-05", "2026-10-01");
        assertThat(found.getList("value.properties.usageEnd")).containsExactly("2026-09-30", "2026-10-31");
        assertThat(amounts(found, "azureCharges")).containsExactly("501.00000000001 CHF", "7 CHF");
        assertThat(amounts(found, "marketplaceCharges")).containsExactly("40 CHF", "0 CHF");
        assertThat(amounts(found, "chargesBilledSeparately")).containsExactly("0 CHF", "0 CHF");
        assertThat(found.getList("value.properties.isInvoiced")).containsExactly(true, false);
        assertThat(found.getList("value.properties.billingProfileId")).containsOnly(profile.id);
        assertThat(found.getString("value[0].properties.billingPeriodId"))
                .isEqualTo(profile.account + "/providers/Microsoft.Billing/billingPeriods/202609");
        assertThat(found.getList("value.id")).doesNotHaveDuplicates();
    }

    @Test
    void an_account_is_in_dollars_whatever_its_profiles_are_in() {
        JsonPath found = asked(profile.account + AUTUMN);
        JsonPath byProfile = asked(profile.account + AUTUMN + "&$apply=groupby((properties/billingProfileId))");

        assertThat(amounts(found, "azureCharges")).containsExactly("602 USD", "12 USD");
        assertThat(amounts(found, "marketplaceCharges")).containsExactly("50 USD", "0 USD");
        assertThat(found.getList("value.properties.billingProfileId")).containsOnlyNulls();
        assertThat(found.getList("value.properties.isInvoiced")).containsExactly(true, false);
        assertThat(amounts(byProfile, "azureCharges")).containsExactly("602 USD", "8 USD", "4 USD");
        assertThat(byProfile.getList("value.properties.billingProfileId"))
                .containsExactly(profile.id, profile.id, profile.account + "/billingProfiles/" + profile.name + "-eur");
        assertThat(byProfile.getString("value[0].properties.billingPeriodId"))
                .isEqualTo(profile.id + "/providers/Microsoft.Billing/billingPeriods/202609");
    }

    /** It is on the next invoice, and invoiced when that is closed; and so is the difference where a charge is restated. */
    @Test
    void what_comes_after_its_month_was_closed_is_not_invoiced_with_it() {
        String each = profile.id + AUTUMN + "&$apply=groupby((properties/customerId))";
        charged.record(charged.charge("late")
                .on("2026-09-20")
                .customer("customer-2")
                .billed("5")
                .usd("6"));

        assertThat(asked(profile.id + AUTUMN).getList("value.properties.isInvoiced"))
                .containsExactly(false, false);
        assertThat(asked(profile.account + AUTUMN).getList("value.properties.isInvoiced"))
                .containsExactly(false, false);
        assertThat(asked(each).getList("value.properties.isInvoiced")).containsExactly(true, false, false);
        for (Map.Entry<String, Boolean> customer :
                Map.of("customer-1", true, "customer-2", false).entrySet()) {
            assertThat(asked(profile.account + "/customers/" + customer.getKey() + AUTUMN)
                            .getBoolean("value[0].properties.isInvoiced"))
                    .as(customer.getKey())
                    .isEqualTo(customer.getValue());
        }
        charged.record(
                charged.charge("1").on("2026-09-10").revision(2).billed("2").usd("3"));
        assertThat(asked(each).getList("value.properties.isInvoiced")).containsExactly(false, false, false);
        assertThat(profile.close(profile.nameOf("2026-10")).statusCode()).isEqualTo(200);
        assertThat(asked(each).getList("value.properties.isInvoiced")).containsExactly(true, true, true);
        assertThat(asked(profile.id + AUTUMN).getList("value.properties.isInvoiced"))
                .containsExactly(true, true);
    }

    @Test
    void customers_are_told_apart_and_each_has_its_usage_alone() {
        JsonPath found = asked(profile.id + AUTUMN + "&$apply=groupby((properties/customerId))");
        JsonPath own = asked(profile.account + "/customers/customer-1" + AUTUMN);

        assertThat(found.getList("value.properties.customerId"))
                .containsExactly(
                        profile.account + "/customers/customer-1",
                        profile.account + "/customers/customer-2",
                        profile.account + "/customers/customer-1");
        assertThat(amounts(found, "azureCharges")).containsExactly("501.00000000001 CHF", "0 CHF", "7 CHF");
        assertThat(amounts(found, "marketplaceCharges")).containsExactly("0 CHF", "40 CHF", "0 CHF");
        assertThat(found.getString("value[1].id")).startsWith(profile.account + "/customers/customer-2/providers/");
        assertThat(own.getList("value.properties.customerId")).containsOnly(profile.account + "/customers/customer-1");
        assertThat(amounts(own, "azureCharges"))
                .as("what is bought is not seen there")
                .contains("1.00000000001 CHF");
    }

    @Test
    void what_cannot_be_meant_is_refused_and_nobody_else_is_told() {
        for (String flaw : List.of(
                "&$apply=groupby((properties/subscriptionId))",
                "&$apply=aggregate(x)",
                "&$apply=groupby((",
                "&$filter=properties/resourceGroup%20eq%20'x'",
                "&startDate=2026-13-01",
                "&startDate=2026-02-01&endDate=2026-01-01")) {
            Response refused = get(GLOBAL_ADMIN, profile.id + CHARGES + flaw);
            assertThat(refused.statusCode()).as(flaw + refused.asString()).isEqualTo(400);
        }
        assertThat(get(OUTSIDER, profile.id + AUTUMN + "&$apply=x").statusCode())
                .isEqualTo(403);
        assertThat(get(GLOBAL_ADMIN, "/subscriptions/subscription-1" + AUTUMN).statusCode())
                .as("a subscription sees retail, which nobody is charged")
                .isEqualTo(404);
        assertThat(asked(profile.account + "/billingProfiles/nobodys" + AUTUMN).getList("value"))
                .isEmpty();
    }

    private static List<String> amounts(JsonPath found, String name) {
        return found.<Map<String, Object>>getList("value.properties." + name).stream()
                .map(amount -> new BigDecimal(String.valueOf(amount.get("value")))
                                .stripTrailingZeros()
                                .toPlainString()
                        + " " + amount.get("currency"))
                .toList();
    }

    private static JsonPath asked(String target) {
        Response answer = get(ADMIN_AGENT, target);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath(
                JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }
}
