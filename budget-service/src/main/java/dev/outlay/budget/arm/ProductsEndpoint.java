package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Product;
import dev.outlay.budget.billing.Products;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Products over HTTP (azure-rest-contract.md section 9). */
@ApplicationScoped
class ProductsEndpoint {

    private static final String OF_ACCOUNT = "Microsoft.Billing/billingAccounts/products";
    private static final String OF_CUSTOMER = "Microsoft.Billing/billingAccounts/customers/products";

    private final Products products;

    ProductsEndpoint(Products products) {
        this.products = products;
    }

    Uni<Answer> list(Call call) {
        return ListAnswer.of(
                call,
                call.scope().armId() + "/products",
                Products.FIELDS,
                wanted -> products.list(call.principal(), call.scope().scope(), wanted),
                product -> body(call, product));
    }

    Uni<Answer> get(Call call) {
        return products.find(call.principal(), call.scope().scope(), call.name())
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "There is no product '" + call.name() + "' of '"
                                        + call.scope().armId()
                                        + "'. A product becomes known with the charge of its purchase.")
                        .exception()))));
    }

    /** One product is one resource, wherever it is listed: its id names the customer for whom it was bought. */
    private static ObjectNode body(Call call, Product found) {
        String account = BillingBodies.accountId(call);
        String customer = found.customer() == null ? null : account + "/customers/" + found.customer();
        ChargeColumns columns = new ChargeColumns(found.columns());
        ObjectNode body = ArmJson.resource(
                (customer == null ? account : customer) + "/products/" + found.name(),
                found.name(),
                customer == null ? OF_ACCOUNT : OF_CUSTOMER);
        ObjectNode properties = body.putObject("properties");
        columns.put(properties, "productTypeId", Column.SKU_ID);
        properties.put("productType", type(columns)).put("displayName", found.name());
        columns.put(
                properties,
                "displayName",
                Column.X_PRODUCT_ORDER_NAME,
                Column.COMMITMENT_DISCOUNT_NAME,
                Column.X_SKU_PRODUCT_NAME,
                Column.CHARGE_DESCRIPTION);
        properties.put("purchaseDate", found.firstCharge().toString());
        AmountJson.put(properties, "lastCharge", found.billed(), found.currency());
        properties.put("lastChargeDate", found.lastCharge().toString());
        if (found.quantity() != null) {
            properties.put("quantity", found.quantity());
        }
        columns.put(properties, "skuId", Column.SKU_PRICE_ID, Column.SKU_ID);
        columns.put(properties, "skuDescription", Column.X_SKU_PRODUCT_NAME, Column.X_SKU_METER_NAME);
        if (columns.has(Column.CHARGE_FREQUENCY)) {
            properties.put(
                    "billingFrequency", columns.text(Column.CHARGE_FREQUENCY).replace("-", ""));
        }
        if (customer != null) {
            properties
                    .put("tenantId", found.customer())
                    .put("customerId", customer)
                    .put("customerDisplayName", Objects.requireNonNullElse(found.customerName(), found.customer()));
        }
        properties
                .put("billingProfileId", account + "/billingProfiles/" + found.profile())
                .put("billingProfileDisplayName", Objects.requireNonNullElse(found.profileName(), found.profile()));
        if (columns.has(Column.X_RESELLER_ID)) {
            ObjectNode reseller = properties.putObject("reseller");
            columns.put(reseller, "resellerId", Column.X_RESELLER_ID);
            columns.put(reseller, "description", Column.X_RESELLER_NAME);
        }
        return body;
    }

    /** A reservation or savings plan by its own name; else where it was bought, or how it is paid. */
    private static String type(ChargeColumns columns) {
        if (columns.has(Column.COMMITMENT_DISCOUNT_TYPE)) {
            return columns.text(Column.COMMITMENT_DISCOUNT_TYPE);
        }
        if (columns.has(Column.COMMITMENT_DISCOUNT_ID)) {
            return "Reservation";
        }
        if (columns.text(Column.X_PUBLISHER_TYPE).equalsIgnoreCase("Marketplace")) {
            return "Marketplace";
        }
        return columns.text(Column.CHARGE_FREQUENCY).equals("Recurring") ? "Subscription" : "Purchase";
    }
}
