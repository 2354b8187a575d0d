package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the partner says of accounts, profiles and customers, and what becomes of it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BillingDetailsOverHttpTest {

    private static final String VERSION = "?api-version=2024-04-01";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = account + "/billingProfiles/" + name + "-chf";
    private final ChargedAccount charged;

    @Inject
    BillingDetailsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void what_is_put_is_read_back_and_what_is_not_mentioned_stays() {
        said(account, """
                "displayName":"Contoso","soldTo":{"companyName":"Contoso AG","country":"CH"},"organizationId":"42\"""");
        said(account, """
                "accountStatus":"disabled","organizationId":null""");

        JsonPath read = get(GLOBAL_ADMIN, account + VERSION).jsonPath();

        assertThat(read.getString("properties.displayName")).isEqualTo("Contoso");
        assertThat(read.getString("properties.accountStatus")).isEqualTo("Disabled");
        assertThat(read.getMap("properties.address"))
                .isEqualTo(Map.of("companyName", "Contoso AG", "country", "CH"))
                .isEqualTo(read.getMap("properties.soldTo"));
        assertThat(read.getMap("properties")).doesNotContainKey("organizationId");
        assertThat(read.getString("properties.agreementType")).isEqualTo("MicrosoftPartnerAgreement");
    }

    @Test
    void a_patch_changes_what_it_names_of_an_account_that_is_known_and_makes_none() {
        String unknown = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"displayName\":\"Nobody\"}}")
                .patch(account + VERSION)
                .jsonPath()
                .getString("error.code");
        said(account, """
                "displayName":"Contoso","soldTo":{"city":"Bern"},"organizationId":"42\"""");

        Response patched = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"displayName\":\"Contoso AG\",\"organizationId\":null}}")
                .patch(account + VERSION);

        assertThat(unknown).isEqualTo("ResourceNotFound");
        assertThat(patched.statusCode()).as(patched.asString()).isEqualTo(200);
        assertThat(patched.asString())
                .isEqualTo(get(GLOBAL_ADMIN, account + VERSION).asString());
        assertThat(patched.jsonPath().getString("properties.displayName")).isEqualTo("Contoso AG");
        assertThat(patched.jsonPath().getString("properties.soldTo.city")).isEqualTo("Bern");
        assertThat(patched.jsonPath().getMap("properties")).doesNotContainKey("organizationId");
        assertThat(as(OUTSIDER).body("{").patch(account + VERSION).statusCode()).isEqualTo(403);
    }

    /** Both names are read back: a document that was read, changed under one of them and sent back must not lose the change. */
    @Test
    void an_address_that_two_names_say_differently_is_refused_and_nothing_is_changed() {
        String kept = "{\"properties\":{\"address\":{\"city\":\"Bern\",\"country\":\"CH\"}}}";
        assertThat(as(GLOBAL_ADMIN).body(kept).put(account + VERSION).statusCode())
                .isEqualTo(200);
        String read = get(GLOBAL_ADMIN, account + VERSION).asString();
        Response asItWas = as(GLOBAL_ADMIN).body(read).put(account + VERSION);
        assertThat(asItWas.statusCode()).as(asItWas.asString()).isEqualTo(200);

        Response changed =
                as(GLOBAL_ADMIN).body(read.replaceFirst("Bern", "Basel")).put(account + VERSION);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(400);
        assertThat(changed.jsonPath().getString("error.message")).contains("address", "soldTo");
        Response taken = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"soldTo\":null,\"address\":{\"city\":\"Basel\"}}}")
                .put(account + VERSION);
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(400);
        assertThat(get(GLOBAL_ADMIN, account + VERSION).jsonPath().getString("properties.soldTo.city"))
                .isEqualTo("Bern");
    }

    @Test
    void a_customer_that_is_onboarded_before_any_charge_shows_up_everywhere() {
        String customer = UUID.randomUUID().toString();
        String path = account + "/customers/" + customer;
        said(path, """
                "displayName":"Fabrikam","agreementType":"MicrosoftCustomerAgreement","onboardingDate":"2026-11-01T23:30:00-02:00",
                "billingProfileId":"%s","resellers":[{"resellerId":"r-1","description":"Litware"}],
                "enabledAzurePlans":[{"skuId":"0001","skuDescription":"Microsoft Azure Plan"}]""".formatted(profile));

        assertThat(ListedPages.follow("/providers/Microsoft.Billing/billingAccounts" + VERSION + "&top=1000")
                        .all())
                .contains(name);
        assertThat(names(account + "/billingProfiles")).containsExactly(name + "-chf");
        assertThat(names(account + "/customers")).containsExactly(customer);
        assertThat(names(profile + "/customers")).containsExactly(customer);
        assertThat(names(path + "/billingSubscriptions")).isEmpty();
        JsonPath read = get(GLOBAL_ADMIN, path + VERSION).jsonPath();
        assertThat(read.getString("properties.onboardingDate")).isEqualTo("2026-11-02T00:00:00Z");
        assertThat(read.getString("properties.billingProfileId")).isEqualTo(profile);
        assertThat(read.getList("properties.resellers.description")).containsExactly("Litware");
        assertThat(get(GLOBAL_ADMIN, path + "/policies/default" + VERSION)
                        .jsonPath()
                        .getString("properties.viewCharges"))
                .isEqualTo("NotAllowed");
        assertThat(put(
                                GLOBAL_ADMIN,
                                path + "/providers/Microsoft.Consumption/budgets/first" + Client.VERSION,
                                BudgetBodies.monthly("10"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_customer_with_charges_is_on_the_invoices_of_their_profile() {
        charged.record(charged.charge("1"));

        assertThat(names(profile + "/customers")).containsExactly("customer-1");
        assertThat(names(account + "/billingProfiles/another/customers")).isEmpty();
    }

    @Test
    void a_customer_is_one_whether_it_is_reached_through_its_profile_or_not_and_through_no_other_one() {
        charged.record(charged.charge("1"));
        said(account + "/customers/customer-1", """
                "displayName":"Fabrikam","agreementType":"MicrosoftCustomerAgreement\"""");

        Response through = get(GLOBAL_ADMIN, profile + "/customers/CUSTOMER-1" + VERSION);
        Response elsewhere = get(GLOBAL_ADMIN, account + "/billingProfiles/another/customers/customer-1" + VERSION);

        assertThat(through.statusCode()).as(through.asString()).isEqualTo(200);
        assertThat(through.jsonPath().getMap("properties"))
                .isEqualTo(get(GLOBAL_ADMIN, account + "/customers/customer-1" + VERSION)
                        .jsonPath()
                        .getMap("properties"));
        assertThat(through.jsonPath().getString("id")).isEqualTo(account + "/customers/CUSTOMER-1");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(elsewhere.jsonPath().getString("error.message")).contains("customer-1", "/billingProfiles/another");
        assertThat(get(OUTSIDER, profile + "/customers/customer-1" + VERSION).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_profile_s_currency_is_fixed_once() {
        said(profile, "\"currency\":\"chf\",\"displayName\":\"In francs\",\"invoiceDay\":5");
        Response another = put(GLOBAL_ADMIN, profile + VERSION, "{\"properties\":{\"currency\":\"EUR\"}}");

        assertThat(another.statusCode()).isEqualTo(409);
        assertThat(another.jsonPath().getString("error.code")).isEqualTo("CurrencyIsFixed");
        assertThat(another.jsonPath().getString("error.message"))
                .as("what to do instead")
                .contains("CHF", "Make another billing profile in EUR", "billingProfileId");
        charged.record(
                charged.charge("refused").profile(name + "-chf", "EUR"),
                charged.charge("counted").billed("7"));
        JsonPath subscription =
                get(GLOBAL_ADMIN, account + "/billingSubscriptions" + VERSION).jsonPath();
        assertThat(subscription.getList("value.properties.billingProfileDisplayName"))
                .containsExactly("In francs");
        assertThat(Client.value(
                        "select count(*) from charge c join scope s on s.id = c.account_scope where s.billing_account = '"
                                + name + "'"))
                .isEqualTo("1");
    }

    @Test
    void what_cannot_be_meant_is_refused_with_its_name() {
        for (Map.Entry<String, String> bad : Map.of(
                        "\"invoiceDay\":32", "invoiceDay",
                        "\"invoiceDay\":1.5", "invoiceDay",
                        "\"invoiceEmailOptIn\":\"yes\"", "invoiceEmailOptIn",
                        "\"address\":[]", "address",
                        "\"billTo\":{\"city\":\"\"}", "billTo.city",
                        "\"enabledAzurePlans\":{}", "enabledAzurePlans",
                        "\"enabledAzurePlans\":[{\"skuId\":7}]", "enabledAzurePlans[0].skuId",
                        "\"status\":\"Gone\"", "status",
                        "\"currency\":\"ZZZ\"", "currency",
                        "\"displayName\":\"\\u0007\"", "displayName")
                .entrySet()) {
            Response refused = put(GLOBAL_ADMIN, profile + VERSION, "{\"properties\":{" + bad.getKey() + "}}");
            assertThat(refused.statusCode()).as(bad + refused.asString()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.message")).contains(bad.getValue());
        }
        for (String id : List.of("p", "/subscriptions/x", account + "x/billingProfiles/p", profile + "/customers")) {
            assertThat(put(
                                    GLOBAL_ADMIN,
                                    account + "/customers/c" + VERSION,
                                    "{\"properties\":{\"agreementType\":\"CspOffer\",\"billingProfileId\":\"" + id
                                            + "\"}}")
                            .statusCode())
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(get(GLOBAL_ADMIN, profile + VERSION).statusCode()).isEqualTo(404);
        assertThat(as("somebody", "customer-1", "GlobalAdmin")
                        .body("{")
                        .put(profile + VERSION)
                        .statusCode())
                .isEqualTo(403);
    }

    private static List<String> names(String list) {
        return get(GLOBAL_ADMIN, list + VERSION).jsonPath().getList("value.name");
    }

    private static void said(String path, String properties) {
        Response answer = put(GLOBAL_ADMIN, path + VERSION, "{\"properties\":{" + properties + "}}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }
}
