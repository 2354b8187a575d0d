package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The id of an invoice as a scope: its own charges, and no others. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageDetailsOfInvoiceTest {

    private static final String DETAILS = "/providers/Microsoft.Consumption/usageDetails" + VERSION;

    private static final JsonPathConfig EXACT =
            JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL);

    private final InvoicedProfile profile = new InvoicedProfile();
    private final ChargedAccount charged;

    @Inject
    UsageDetailsOfInvoiceTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    @BeforeEach
    void what_is_charged() {
        charged.record(
                charged.charge("usage").on("2026-09-10").billed("1.00000000001"),
                charged.charge("bought")
                        .on("2026-09-30")
                        .category(ChargeCategory.PURCHASE)
                        .billed("500"),
                charged.charge("tax")
                        .on("2026-09-10")
                        .category(ChargeCategory.TAX)
                        .billed("77"),
                charged.charge("billed later")
                        .on("2026-09-30")
                        .billedIn("2026-10-01")
                        .billed("9"),
                charged.charge("billed then")
                        .on("2026-10-02")
                        .billedIn("2026-09-01")
                        .billed("0.5"),
                charged.charge("before").on("2026-08-31").billed("3"),
                charged.charge("elsewhere")
                        .on("2026-09-10")
                        .profile(profile.name + "-eur", "EUR")
                        .billed("4"));
    }

    @Test
    void are_its_own_and_add_up_to_its_subtotal_however_they_are_paged() {
        JsonPath invoice = get(
                        GLOBAL_ADMIN, profile.id + "/invoices/" + profile.nameOf("2026-09") + InvoicedProfile.VERSION)
                .jsonPath(EXACT);
        String details = invoice.getString("id") + DETAILS;

        assertThat(costs(details))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(
                        new BigDecimal("1.00000000001"), new BigDecimal("500"), new BigDecimal("0.5"))
                .hasSameElementsAs(costs(details + "&$top=1"));
        assertThat(costs(details).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(new BigDecimal("501.50000000001"))
                .isEqualByComparingTo(new BigDecimal(invoice.getString("properties.subTotal.value")));
        assertThat(get(GLOBAL_ADMIN, details).jsonPath().getList("value.properties.invoiceId"))
                .hasSize(3);
    }

    @Test
    void are_filtered_as_those_of_the_profile_are() {
        String details = profile.id + "/invoices/" + profile.nameOf("2026-09").toLowerCase(Locale.ROOT) + DETAILS;

        assertThat(costs(details + "&$filter=properties/usageStart%20ge%20'2026-09-11'"))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(new BigDecimal("500"), new BigDecimal("0.5"));
        assertThat(costs(details + "&$filter=properties/chargeType%20eq%20'Purchase'"))
                .hasSize(1);
        assertThat(get(GLOBAL_ADMIN, details + "&startDate=2026-09-02&endDate=2026-09-01")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void are_there_for_invoices_of_the_profile_and_for_admins_alone() {
        String invoice = profile.nameOf("2026-09");

        assertThat(get(
                                GLOBAL_ADMIN,
                                profile.account + "/billingProfiles/" + profile.name + "-eur/invoices/" + invoice
                                        + DETAILS)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(GLOBAL_ADMIN, profile.id + "/invoices/none" + DETAILS).statusCode())
                .isEqualTo(404);
        assertThat(get(OUTSIDER, profile.id + "/invoices/" + invoice + DETAILS).statusCode())
                .isEqualTo(403);
    }

    @Test
    void are_downloaded_as_a_file_at_the_profile_and_at_the_account() {
        String invoice = profile.nameOf("2026-09");
        for (String scope : List.of(profile.id, profile.account)) {
            Response asked = as(GLOBAL_ADMIN)
                    .post(scope + "/invoices/" + invoice + "/download" + InvoicedProfile.VERSION
                            + "&downloadToken=any");
            assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
            String location = asked.header("Location");
            assertThat(location).contains(profile.id + "/invoices/" + invoice + "/operationResults/");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> as(GLOBAL_ADMIN).get(location).statusCode() == 200);
            JsonPath whole = as(GLOBAL_ADMIN).get(location).jsonPath();
            List<String> lines =
                    given().get(whole.getString("url")).asString().lines().toList();

            assertThat(whole.getString("expiryTime")).isNotNull();
            assertThat(lines).as("a header, and what is billed in September").hasSize(4);
            assertThat(String.join("\n", lines)).contains("1.00000000001");
            assertThat(as(OUTSIDER).get(location).statusCode()).isEqualTo(403);
            assertThat(as(GLOBAL_ADMIN)
                            .get(location.replace(invoice, profile.nameOf("2026-10")))
                            .statusCode())
                    .as("the file is another invoice's")
                    .isEqualTo(404);
        }
        assertThat(as(GLOBAL_ADMIN)
                        .post(profile.id + "/invoices/none/download" + InvoicedProfile.VERSION)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void places_of_other_agreements_are_refused_with_what_to_ask_instead() {
        for (String place : List.of(
                profile.id + "/invoiceSections/1",
                profile.account + "/invoiceSections/1",
                profile.account + "/departments/1",
                profile.account + "/enrollmentAccounts/1")) {
            for (String below : List.of(
                    "", "/providers/Microsoft.Consumption/budgets", "/providers/Microsoft.CostManagement/query")) {
                Response refused = as(GLOBAL_ADMIN).get(place + below + VERSION);
                assertThat(refused.statusCode()).as(place + below).isEqualTo(400);
                assertThat(refused.jsonPath().getString("error.code")).isEqualTo("AgreementTypeNotSupported");
                assertThat(refused.jsonPath().getString("error.message"))
                        .contains("MicrosoftPartnerAgreement", "Ask for");
            }
        }
        assertThat(get(GLOBAL_ADMIN, profile.account + "/somethingElse/1" + VERSION)
                        .statusCode())
                .isEqualTo(404);
    }

    private static List<BigDecimal> costs(String target) {
        List<BigDecimal> costs = new ArrayList<>();
        for (String next = target; next != null; ) {
            Response page = get(GLOBAL_ADMIN, next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            JsonPath read = page.jsonPath(EXACT);
            read.getList("value.properties.costInBillingCurrency")
                    .forEach(cost -> costs.add(new BigDecimal(String.valueOf(cost))));
            next = read.getString("nextLink");
        }
        return costs;
    }
}
