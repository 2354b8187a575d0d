package dev.outlay.budget.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The descriptive columns of a charge, in the order in which they are fingerprinted. The order is part of what is stored: append only.
 */
public enum Column {
    BILLING_ACCOUNT_ID("BillingAccountId"),
    BILLING_ACCOUNT_NAME("BillingAccountName"),
    X_BILLING_ACCOUNT_ID("x_BillingAccountId"),
    X_BILLING_ACCOUNT_NAME("x_BillingAccountName"),
    X_BILLING_PROFILE_ID("x_BillingProfileId"),
    X_BILLING_PROFILE_NAME("x_BillingProfileName"),
    X_CUSTOMER_ID("x_CustomerId"),
    X_CUSTOMER_NAME("x_CustomerName"),
    SUB_ACCOUNT_ID("SubAccountId"),
    SUB_ACCOUNT_NAME("SubAccountName"),
    X_RESOURCE_GROUP_NAME("x_ResourceGroupName"),
    RESOURCE_ID("ResourceId", 2048),
    RESOURCE_NAME("ResourceName"),
    RESOURCE_TYPE("ResourceType"),
    REGION_ID("RegionId"),
    REGION_NAME("RegionName"),
    SERVICE_NAME("ServiceName"),
    SERVICE_CATEGORY("ServiceCategory"),
    X_SERVICE_FAMILY("x_ServiceFamily"),
    X_SKU_METER_ID("x_SkuMeterId"),
    X_SKU_METER_NAME("x_SkuMeterName"),
    X_SKU_METER_CATEGORY("x_SkuMeterCategory"),
    X_SKU_METER_SUBCATEGORY("x_SkuMeterSubcategory"),
    X_SKU_PART_NUMBER("x_SkuPartNumber"),
    X_SKU_PRODUCT_NAME("x_SkuProductName"),
    X_PRODUCT_ORDER_ID("x_ProductOrderId"),
    X_PRODUCT_ORDER_NAME("x_ProductOrderName"),
    SKU_ID("SkuId"),
    SKU_PRICE_ID("SkuPriceId"),
    CHARGE_CATEGORY("ChargeCategory"),
    CHARGE_CLASS("ChargeClass"),
    CHARGE_FREQUENCY("ChargeFrequency", 64),
    CHARGE_DESCRIPTION("ChargeDescription", 4096),
    PRICING_CATEGORY("PricingCategory", 64),
    X_PRICING_MODEL("x_PricingModel", 64),
    PUBLISHER_NAME("PublisherName"),
    X_PUBLISHER_TYPE("x_PublisherType", 64),
    INVOICE_ID("InvoiceId"),
    COMMITMENT_DISCOUNT_ID("CommitmentDiscountId"),
    COMMITMENT_DISCOUNT_NAME("CommitmentDiscountName"),
    COMMITMENT_DISCOUNT_CATEGORY("CommitmentDiscountCategory", 64),
    COMMITMENT_DISCOUNT_STATUS("CommitmentDiscountStatus", 64),
    COMMITMENT_DISCOUNT_TYPE("CommitmentDiscountType", 64),
    X_RESELLER_ID("x_ResellerId"),
    X_RESELLER_NAME("x_ResellerName"),
    X_PARTNER_CREDIT_APPLIED("x_PartnerCreditApplied"),
    X_PARTNER_CREDIT_RATE("x_PartnerCreditRate"),
    BILLING_CURRENCY("BillingCurrency", 3),
    X_PRICING_CURRENCY("x_PricingCurrency", 3),
    PRICING_UNIT("PricingUnit", 256),
    CONSUMED_UNIT("ConsumedUnit", 256),
    BILLING_PERIOD_START("BillingPeriodStart", 64),
    BILLING_PERIOD_END("BillingPeriodEnd", 64);

    private static final Map<String, Column> BY_NAME = new HashMap<>();

    static {
        for (Column column : values()) {
            BY_NAME.put(column.columnName, column);
        }
    }

    private final String columnName;
    private final int maxBytes;

    Column(String columnName) {
        this(columnName, 1024);
    }

    Column(String columnName, int maxBytes) {
        this.columnName = columnName;
        this.maxBytes = maxBytes;
    }

    /** FOCUS's name, or Microsoft's. */
    public String columnName() {
        return columnName;
    }

    /** How many bytes a value may have in UTF-8. */
    public int maxBytes() {
        return maxBytes;
    }

    /** @return null when no descriptive column has the name */
    public static @Nullable Column named(String columnName) {
        return BY_NAME.get(columnName);
    }
}
