package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;

/** An account that has all that Azure's examples show: what people say of it, and charges of the days that the examples ask for. */
final class ExampledAccount {

    private static final String VERSION = "?api-version=2020-05-01";
    private static final String ADDRESS =
            "{\"companyName\":\"Contoso\",\"firstName\":\"Test\",\"lastName\":\"User\",\"addressLine1\":\"1\",\"addressLine2\":\"2\","
                    + "\"addressLine3\":\"3\",\"city\":\"City\",\"postalCode\":\"00000\",\"region\":\"WA\",\"country\":\"US\"}";
    private static final String PLAN = "[{\"skuId\":\"0001\",\"skuDescription\":\"Microsoft Azure Plan\"}]";

    private final InvoicedProfile profile = new InvoicedProfile();
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String group = "MYDEVTESTRG";

    /** Has all of it made, and says under which names it is found. */
    Map<String, String> make(Vertx vertx, RecordCharges record) {
        ChargedAccount charged = new ChargedAccount(vertx, record, profile.name);
        charged.record(
                described(charged.charge("usage")).on("2018-04-20").priced("2", "10"),
                described(charged.charge("bought"))
                        .category(ChargeCategory.PURCHASE)
                        .commitment("reservation-1")
                        .on("2018-04-23")
                        .priced("1", "10"));
        String atCustomer = profile.account + "/customers/" + customer;
        say(profile.account, "\"displayName\":\"Test Account\",\"organizationId\":\"o-1\",\"address\":" + ADDRESS);
        say(
                profile.id,
                "\"displayName\":\"Contoso\",\"poNumber\":\"123456\",\"billingRelationshipType\":\"Direct\",\"invoiceDay\":5,"
                        + "\"invoiceEmailOptIn\":true,\"status\":\"Warned\",\"statusReasonCode\":\"PastDue\",\"spendingLimit\":\"On\","
                        + "\"enabledAzurePlans\":" + PLAN + ",\"address\":" + ADDRESS);
        say(
                atCustomer,
                "\"displayName\":\"Customer1\",\"agreementType\":\"MicrosoftCustomerAgreement\",\"enabledAzurePlans\":"
                        + PLAN
                        + ",\"resellers\":[{\"resellerId\":\"r-1\",\"description\":\"Reseller1\"}],\"billingProfileId\":\""
                        + profile.id
                        + "\"");
        String atSubscription = "/subscriptions/" + subscription;
        done(put(
                GLOBAL_ADMIN,
                atSubscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}"));
        String invoice = profile.nameOf("2018-04");
        done(profile.close(invoice));
        return Map.ofEntries(
                Map.entry("billingAccountName", profile.name),
                Map.entry("billingProfileName", profile.name + "-chf"),
                Map.entry("customerName", customer),
                Map.entry("billingSubscriptionName", subscription),
                Map.entry("subscriptionId", subscription),
                Map.entry("resourceGroupName", group),
                Map.entry("invoiceName", invoice),
                Map.entry("productName", first(atCustomer + "/products" + VERSION)),
                Map.entry(
                        "transactionName",
                        first(profile.id + "/transactions" + VERSION
                                + "&periodStartDate=2018-04-20&periodEndDate=2018-04-20")),
                Map.entry("budgetName", "TestBudget"),
                Map.entry("scope.billingAccount", profile.account),
                Map.entry("scope.billingProfile", profile.id),
                Map.entry("scope.customer", atCustomer),
                Map.entry("scope.subscription", atSubscription),
                Map.entry("scope.resourceGroup", atSubscription + "/resourceGroups/" + group));
    }

    /** With every column that an example shows something of. */
    private LedgerFixture.Draft described(LedgerFixture.Draft draft) {
        return draft.customer(customer)
                .subscription(subscription, group)
                .billed("18")
                .list("20")
                .with(Column.SKU_ID, "A12345")
                .with(Column.SKU_PRICE_ID, "A12345-1")
                .with(Column.X_SERVICE_FAMILY, "Compute")
                .with(Column.X_SKU_METER_CATEGORY, "Virtual Machines")
                .with(Column.X_SKU_PRODUCT_NAME, "Standard D1, US West 3")
                .with(Column.X_PRICING_CURRENCY, "USD")
                .with(Column.PRICING_UNIT, "1 Hour")
                .with(Column.CONSUMED_UNIT, "Hours")
                .with(Column.CHARGE_FREQUENCY, "One-Time")
                .with(Column.X_PRODUCT_ORDER_ID, "order-1")
                .with(Column.X_PRODUCT_ORDER_NAME, "Eng Reservation")
                .with(Column.X_RESELLER_ID, "r-1")
                .with(Column.X_RESELLER_NAME, "Reseller1");
    }

    private static void say(String scope, String properties) {
        done(as(GLOBAL_ADMIN).body("{\"properties\":{" + properties + "}}").put(scope + VERSION));
    }

    private static String first(String list) {
        Response found = get(GLOBAL_ADMIN, list);
        done(found);
        return found.jsonPath().getString("value[0].name");
    }

    private static void done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }
}
