package dev.outlay.budget.download;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.details.UsageDetail;
import dev.outlay.budget.ledger.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file, in Azure's order and under Azure's names, each with whether a subscription's file has it and what it holds. What no charge says is empty. Days are month/day/year, UTC; numbers are exact. At subscription and
 * resource group a detail knows nothing of partner and reseller, so those of their columns that Azure's file has there are empty.
 */
enum CostFileColumn {
    INVOICE_ID("invoiceId", false, text(UsageDetail::invoice)),
    PREVIOUS_INVOICE_ID("previousInvoiceId", false, nothing()),
    BILLING_ACCOUNT_ID("billingAccountId", false, text(UsageDetail::account)),
    BILLING_ACCOUNT_NAME("billingAccountName", true, said(Column.X_BILLING_ACCOUNT_NAME)),
    BILLING_PROFILE_ID("billingProfileId", false, text(UsageDetail::profile)),
    BILLING_PROFILE_NAME("billingProfileName", false, said(Column.X_BILLING_PROFILE_NAME)),
    INVOICE_SECTION_ID("invoiceSectionId", false, nothing()),
    INVOICE_SECTION_NAME("invoiceSectionName", false, nothing()),
    PARTNER_TENANT_ID("partnerTenantId", false, (detail, partnerTenant) -> partnerTenant),
    PARTNER_NAME("partnerName", true, said(Column.X_BILLING_ACCOUNT_NAME)),
    RESELLER_NAME("resellerName", true, said(Column.X_RESELLER_NAME)),
    RESELLER_MPN_ID("resellerMpnId", true, said(Column.X_RESELLER_ID)),
    CUSTOMER_TENANT_ID("customerTenantId", true, text(UsageDetail::customer)),
    CUSTOMER_NAME("customerName", true, said(Column.X_CUSTOMER_NAME)),
    COST_CENTER("costCenter", true, nothing()),
    BILLING_PERIOD_END_DATE("billingPeriodEndDate", true, day(UsageDetail::billingMonthEnd)),
    BILLING_PERIOD_START_DATE("billingPeriodStartDate", true, day(UsageDetail::billingMonth)),
    SERVICE_PERIOD_END_DATE("servicePeriodEndDate", true, time(UsageDetail::end)),
    SERVICE_PERIOD_START_DATE("servicePeriodStartDate", true, time(UsageDetail::start)),
    DATE("date", true, day(UsageDetail::day)),
    SERVICE_FAMILY("serviceFamily", true, said(Column.X_SERVICE_FAMILY)),
    PRODUCT_ORDER_ID("productOrderId", true, said(Column.X_PRODUCT_ORDER_ID)),
    PRODUCT_ORDER_NAME("productOrderName", true, said(Column.X_PRODUCT_ORDER_NAME)),
    CONSUMED_SERVICE("consumedService", true, nothing()),
    METER_ID("meterId", true, said(Column.X_SKU_METER_ID)),
    METER_NAME("meterName", true, said(Column.X_SKU_METER_NAME)),
    METER_CATEGORY("meterCategory", true, said(Column.X_SKU_METER_CATEGORY)),
    METER_SUB_CATEGORY("meterSubCategory", true, said(Column.X_SKU_METER_SUBCATEGORY)),
    METER_REGION("meterRegion", true, nothing()),
    PRODUCT_ID("ProductId", true, said(Column.SKU_ID)),
    PRODUCT_NAME("ProductName", "product", true, said(Column.X_SKU_PRODUCT_NAME)),
    SUBSCRIPTION_ID("SubscriptionId", "subscriptionId", true, text(UsageDetail::subscription)),
    SUBSCRIPTION_NAME("subscriptionName", true, said(Column.SUB_ACCOUNT_NAME)),
    PUBLISHER_TYPE("publisherType", true, said(Column.X_PUBLISHER_TYPE)),
    PUBLISHER_ID("publisherId", true, nothing()),
    PUBLISHER_NAME("publisherName", true, said(Column.PUBLISHER_NAME)),
    RESOURCE_GROUP_NAME("resourceGroupName", true, text(UsageDetail::resourceGroupName)),
    RESOURCE_ID("ResourceId", "InstanceName", true, said(Column.RESOURCE_ID)),
    RESOURCE_LOCATION("resourceLocation", true, said(Column.REGION_ID)),
    LOCATION("location", "Location", true, said(Column.REGION_NAME)),
    EFFECTIVE_PRICE("effectivePrice", true, number(UsageDetail::effectivePrice)),
    QUANTITY("quantity", true, number(UsageDetail::quantity)),
    UNIT_OF_MEASURE("unitOfMeasure", true, said(Column.PRICING_UNIT)),
    CHARGE_TYPE("chargeType", true, text(UsageDetail::chargeType)),
    BILLING_CURRENCY("billingCurrency", true, text(UsageDetail::currency)),
    PRICING_CURRENCY("pricingCurrency", true, text(UsageDetail::pricingCurrency)),
    COST_IN_BILLING_CURRENCY("costInBillingCurrency", true, number(UsageDetail::cost)),
    COST_IN_PRICING_CURRENCY("costInPricingCurrency", false, number(UsageDetail::costInPricingCurrency)),
    COST_IN_USD("costInUsd", true, number(UsageDetail::costInDollars)),
    PAYG_COST_IN_BILLING_CURRENCY("paygCostInBillingCurrency", false, number(UsageDetail::retail)),
    PAYG_COST_IN_USD("paygCostInUsd", false, number(UsageDetail::retailInDollars)),
    EXCHANGE_RATE_PRICING_TO_BILLING("exchangeRatePricingToBilling", true, number(UsageDetail::pricingToBilling)),
    EXCHANGE_RATE_DATE("exchangeRateDate", true, day(UsageDetail::dollarRateDay)),
    IS_AZURE_CREDIT_ELIGIBLE("isAzureCreditEligible", false, nothing()),
    SERVICE_INFO1("serviceInfo1", true, nothing()),
    SERVICE_INFO2("serviceInfo2", true, nothing()),
    ADDITIONAL_INFO("additionalInfo", true, nothing()),
    TAGS("tags", true, text(CostFileColumn::tags)),
    PARTNER_EARNED_CREDIT_RATE("partnerEarnedCreditRate", false, number(UsageDetail::creditRate)),
    PARTNER_EARNED_CREDIT_APPLIED("partnerEarnedCreditApplied", false, text(UsageDetail::creditApplied)),
    PAY_GPRICE("PayGPrice", "payGPrice", true, number(UsageDetail::listPrice)),
    FREQUENCY("frequency", true, text(UsageDetail::frequency)),
    TERM("term", true, nothing()),
    RESERVATION_ID("reservationId", true, said(Column.COMMITMENT_DISCOUNT_ID)),
    RESERVATION_NAME("reservationName", true, said(Column.COMMITMENT_DISCOUNT_NAME)),
    PRICING_MODEL("PricingModel", true, said(Column.X_PRICING_MODEL)),
    UNIT_PRICE("unitPrice", true, number(UsageDetail::listPrice)),
    BENEFIT_ID("benefitId", true, said(Column.COMMITMENT_DISCOUNT_ID)),
    BENEFIT_NAME("benefitName", true, said(Column.COMMITMENT_DISCOUNT_NAME)),
    PROVIDER("provider", true, nothing());

    /** What a column holds of a charge. */
    private interface Value {
        String of(UsageDetail detail, String partnerTenant);
    }

    private static final class Formats {
        static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM/dd/uuuu");
        static final JsonMapper JSON = new JsonMapper();
    }

    private final String label;
    private final String labelIn2019;
    private final boolean customers;
    private final Value value;

    CostFileColumn(String label, boolean customers, Value value) {
        this(label, label, customers, value);
    }

    CostFileColumn(String label, String labelIn2019, boolean customers, Value value) {
        this.label = label;
        this.labelIn2019 = labelIn2019;
        this.customers = customers;
        this.value = value;
    }

    /** Azure's name. */
    String label() {
        return label;
    }

    /** Its name in the first version. */
    String labelIn2019() {
        return labelIn2019;
    }

    /** Whether the file of a subscription has it. */
    boolean isForCustomers() {
        return customers;
    }

    /** What a cell of it holds, harmless to a program that calculates with tables. */
    String cell(UsageDetail detail, String partnerTenant) {
        return value.of(detail, partnerTenant);
    }

    private static Value nothing() {
        return (detail, partnerTenant) -> "";
    }

    private static Value said(Column column) {
        return (detail, partnerTenant) -> Formula.neutralised(detail.text(column));
    }

    private static Value text(Function<UsageDetail, @Nullable String> text) {
        return (detail, partnerTenant) -> {
            String said = text.apply(detail);
            return said == null ? "" : Formula.neutralised(said);
        };
    }

    private static Value number(Function<UsageDetail, @Nullable BigDecimal> number) {
        return (detail, partnerTenant) -> {
            BigDecimal known = number.apply(detail);
            return known == null ? "" : known.toPlainString();
        };
    }

    private static Value day(Function<UsageDetail, @Nullable LocalDate> day) {
        return (detail, partnerTenant) -> {
            LocalDate known = day.apply(detail);
            return known == null ? "" : Formats.DAY.format(known);
        };
    }

    private static Value time(Function<UsageDetail, @Nullable Instant> time) {
        return (detail, partnerTenant) -> {
            Instant known = time.apply(detail);
            return known == null ? "" : Formats.DAY.format(known.atOffset(ZoneOffset.UTC));
        };
    }

    /** A JSON object; empty for none. */
    private static String tags(UsageDetail detail) {
        if (detail.tags().isEmpty()) {
            return "";
        }
        ObjectNode tags = Formats.JSON.createObjectNode();
        detail.tags().forEach(tags::put);
        return tags.toString();
    }
}
