package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.details.UsageDetail;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.scope.PriceView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A usage detail of kind modern, with every member of the contract (azure-rest-contract.md section 4). What is not said of a charge is an empty text or null. At subscription and resource group the members that are the
 * partner's alone are not there: those that Azure's file of a subscription lacks, and those that name partner and reseller.
 */
final class UsageDetailJson {

    private UsageDetailJson() {}

    static ObjectNode write(Call call, UsageDetail detail, PriceView prices, String partnerTenant) {
        String name = detail.name().toString();
        ObjectNode item = ArmJson.resource(
                call.scope().armId() + "/providers/Microsoft.Consumption/usageDetails/" + name,
                name,
                "Microsoft.Consumption/usageDetails");
        item.put("kind", "modern").putNull("etag");
        ObjectNode tags = item.putObject("tags");
        detail.tags().forEach(tags::put);
        ObjectNode properties = item.putObject("properties");
        if (prices == PriceView.INVOICED) {
            invoiced(properties, detail, partnerTenant);
        }
        described(properties, detail);
        priced(properties, detail);
        return item;
    }

    private static void invoiced(ObjectNode properties, UsageDetail detail, String partnerTenant) {
        properties
                .put("billingAccountId", orEmpty(detail.account()))
                .put("billingAccountName", detail.text(Column.X_BILLING_ACCOUNT_NAME))
                .put("billingProfileId", orEmpty(detail.profile()))
                .put("billingProfileName", detail.text(Column.X_BILLING_PROFILE_NAME))
                .put("invoiceSectionId", "")
                .put("invoiceSectionName", "")
                .put("invoiceId", orEmpty(detail.invoice()))
                .put("previousInvoiceId", "")
                .put("partnerTenantId", partnerTenant)
                .put("partnerName", detail.text(Column.X_BILLING_ACCOUNT_NAME))
                .put("resellerMpnId", detail.text(Column.X_RESELLER_ID))
                .put("resellerName", detail.text(Column.X_RESELLER_NAME))
                .put("partnerEarnedCreditRate", detail.creditRate())
                .put("partnerEarnedCreditApplied", detail.creditApplied())
                .put("costInPricingCurrency", detail.costInPricingCurrency())
                .put("paygCostInBillingCurrency", detail.retail())
                .put("paygCostInUSD", detail.retailInDollars())
                .put("costAllocationRuleName", "")
                .putNull("isAzureCreditEligible");
    }

    private static void described(ObjectNode properties, UsageDetail detail) {
        properties
                .put("customerTenantId", orEmpty(detail.customer()))
                .put("customerName", detail.text(Column.X_CUSTOMER_NAME))
                .put("billingPeriodStartDate", day(detail.billingMonth()))
                .put("billingPeriodEndDate", day(detail.billingMonthEnd()))
                .put("servicePeriodStartDate", detail.start().toString())
                .put("servicePeriodEndDate", time(detail.end()))
                .put("date", day(detail.day()))
                .put("subscriptionGuid", orEmpty(detail.subscription()))
                .put("subscriptionName", detail.text(Column.SUB_ACCOUNT_NAME))
                .put("resourceGroup", orEmpty(detail.resourceGroupName()))
                .put("instanceName", detail.text(Column.RESOURCE_ID))
                .put("resourceLocation", detail.text(Column.REGION_ID))
                .put("resourceLocationNormalized", detail.text(Column.REGION_NAME))
                .put("product", detail.text(Column.X_SKU_PRODUCT_NAME))
                .put("productIdentifier", detail.text(Column.SKU_ID))
                .put("productOrderId", detail.text(Column.X_PRODUCT_ORDER_ID))
                .put("productOrderName", detail.text(Column.X_PRODUCT_ORDER_NAME))
                .put("meterId", detail.text(Column.X_SKU_METER_ID))
                .put("meterName", detail.text(Column.X_SKU_METER_NAME))
                .put("meterRegion", "")
                .put("meterCategory", detail.text(Column.X_SKU_METER_CATEGORY))
                .put("meterSubCategory", detail.text(Column.X_SKU_METER_SUBCATEGORY))
                .put("serviceFamily", detail.text(Column.X_SERVICE_FAMILY))
                .put("consumedService", "")
                .put("serviceInfo1", "")
                .put("serviceInfo2", "")
                .put("additionalInfo", "")
                .put("costCenter", "")
                .put("publisherId", "")
                .put("publisherName", detail.text(Column.PUBLISHER_NAME))
                .put("publisherType", detail.text(Column.X_PUBLISHER_TYPE))
                .put("reservationId", detail.text(Column.COMMITMENT_DISCOUNT_ID))
                .put("reservationName", detail.text(Column.COMMITMENT_DISCOUNT_NAME))
                .put("benefitId", detail.text(Column.COMMITMENT_DISCOUNT_ID))
                .put("benefitName", detail.text(Column.COMMITMENT_DISCOUNT_NAME))
                .put("chargeType", detail.chargeType())
                .put("frequency", detail.frequency())
                .put("pricingModel", detail.text(Column.X_PRICING_MODEL))
                .put("term", "")
                .put("provider", "");
    }

    private static void priced(ObjectNode properties, UsageDetail detail) {
        BigDecimal rate = detail.pricingToBilling();
        properties
                .put("quantity", detail.quantity())
                .put("unitOfMeasure", detail.text(Column.PRICING_UNIT))
                .put("billingCurrencyCode", detail.currency())
                .put("pricingCurrencyCode", detail.pricingCurrency())
                .put("costInBillingCurrency", detail.cost())
                .put("costInUSD", detail.costInDollars())
                .put("unitPrice", detail.listPrice())
                .put("marketPrice", detail.listPrice())
                .put("payGPrice", detail.listPrice())
                .put("effectivePrice", detail.effectivePrice())
                .put("exchangeRate", rate == null ? "" : rate.toPlainString())
                .put("exchangeRatePricingToBilling", rate)
                .put("exchangeRateDate", detail.dollarRateDay() == null ? null : day(detail.dollarRateDay()));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String day(LocalDate day) {
        return day + "T00:00:00Z";
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
