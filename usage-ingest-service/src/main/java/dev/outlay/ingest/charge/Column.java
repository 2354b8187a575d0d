package dev.outlay.ingest.charge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a charge that Outlay knows: FOCUS 1.2 names with Microsoft's {@code x_} columns. What each means, and its
 * unit, stands in {@code deploy/contracts/charge.v1.schema.json}; a test keeps the two alike.
 */
public enum Column {
    BILLING_ACCOUNT_ID("BillingAccountId", Kind.TEXT, 1024, false),
    BILLING_ACCOUNT_NAME("BillingAccountName", Kind.TEXT, 1024, false),
    X_BILLING_ACCOUNT_ID("x_BillingAccountId", Kind.TEXT, 1024, false),
    X_BILLING_ACCOUNT_NAME("x_BillingAccountName", Kind.TEXT, 1024, false),
    X_BILLING_PROFILE_ID("x_BillingProfileId", Kind.TEXT, 1024, false),
    X_BILLING_PROFILE_NAME("x_BillingProfileName", Kind.TEXT, 1024, false),
    X_CUSTOMER_ID("x_CustomerId", Kind.TEXT, 1024, false),
    X_CUSTOMER_NAME("x_CustomerName", Kind.TEXT, 1024, false),
    SUB_ACCOUNT_ID("SubAccountId", Kind.TEXT, 1024, false),
    SUB_ACCOUNT_NAME("SubAccountName", Kind.TEXT, 1024, false),
    X_RESOURCE_GROUP_NAME("x_ResourceGroupName", Kind.TEXT, 1024, false),
    RESOURCE_ID("ResourceId", Kind.TEXT, 2048, false),
    RESOURCE_NAME("ResourceName", Kind.TEXT, 1024, false),
    RESOURCE_TYPE("ResourceType", Kind.TEXT, 1024, false),
    REGION_ID("RegionId", Kind.TEXT, 1024, false),
    REGION_NAME("RegionName", Kind.TEXT, 1024, false),
    SERVICE_NAME("ServiceName", Kind.TEXT, 1024, false),
    SERVICE_CATEGORY("ServiceCategory", Kind.TEXT, 1024, false),
    X_SERVICE_FAMILY("x_ServiceFamily", Kind.TEXT, 1024, false),
    X_SKU_METER_ID("x_SkuMeterId", Kind.TEXT, 1024, false),
    X_SKU_METER_NAME("x_SkuMeterName", Kind.TEXT, 1024, false),
    X_SKU_METER_CATEGORY("x_SkuMeterCategory", Kind.TEXT, 1024, false),
    X_SKU_METER_SUBCATEGORY("x_SkuMeterSubcategory", Kind.TEXT, 1024, false),
    X_SKU_PART_NUMBER("x_SkuPartNumber", Kind.TEXT, 1024, false),
    X_SKU_PRODUCT_NAME("x_SkuProductName", Kind.TEXT, 1024, false),
    X_PRODUCT_ORDER_ID("x_ProductOrderId", Kind.TEXT, 1024, false),
    X_PRODUCT_ORDER_NAME("x_ProductOrderName", Kind.TEXT, 1024, false),
    SKU_ID("SkuId", Kind.TEXT, 1024, false),
    SKU_PRICE_ID("SkuPriceId", Kind.TEXT, 1024, false),
    CHARGE_CATEGORY("ChargeCategory", Kind.CATEGORY, 64, true),
    CHARGE_CLASS("ChargeClass", Kind.CHARGE_CLASS, 64, false),
    CHARGE_FREQUENCY("ChargeFrequency", Kind.TEXT, 64, false),
    CHARGE_DESCRIPTION("ChargeDescription", Kind.TEXT, 4096, false),
    PRICING_CATEGORY("PricingCategory", Kind.TEXT, 64, false),
    X_PRICING_MODEL("x_PricingModel", Kind.TEXT, 64, false),
    PUBLISHER_NAME("PublisherName", Kind.TEXT, 1024, false),
    X_PUBLISHER_TYPE("x_PublisherType", Kind.TEXT, 64, false),
    INVOICE_ID("InvoiceId", Kind.TEXT, 1024, false),
    COMMITMENT_DISCOUNT_ID("CommitmentDiscountId", Kind.TEXT, 1024, false),
    COMMITMENT_DISCOUNT_NAME("CommitmentDiscountName", Kind.TEXT, 1024, false),
    COMMITMENT_DISCOUNT_CATEGORY("CommitmentDiscountCategory", Kind.TEXT, 64, false),
    COMMITMENT_DISCOUNT_STATUS("CommitmentDiscountStatus", Kind.TEXT, 64, false),
    COMMITMENT_DISCOUNT_TYPE("CommitmentDiscountType", Kind.TEXT, 64, false),
    X_RESELLER_ID("x_ResellerId", Kind.TEXT, 1024, false),
    X_RESELLER_NAME("x_ResellerName", Kind.TEXT, 1024, false),
    X_PARTNER_CREDIT_APPLIED("x_PartnerCreditApplied", Kind.FLAG, 16, false),
    X_PARTNER_CREDIT_RATE("x_PartnerCreditRate", Kind.DECIMAL, 64, false),
    BILLING_CURRENCY("BillingCurrency", Kind.CURRENCY, 3, true),
    BILLED_COST("BilledCost", Kind.DECIMAL, 64, true),
    EFFECTIVE_COST("EffectiveCost", Kind.DECIMAL, 64, false),
    CONTRACTED_COST("ContractedCost", Kind.DECIMAL, 64, false),
    LIST_COST("ListCost", Kind.DECIMAL, 64, false),
    LIST_UNIT_PRICE("ListUnitPrice", Kind.DECIMAL, 64, false),
    CONTRACTED_UNIT_PRICE("ContractedUnitPrice", Kind.DECIMAL, 64, false),
    PRICING_QUANTITY("PricingQuantity", Kind.DECIMAL, 64, false),
    PRICING_UNIT("PricingUnit", Kind.TEXT, 256, false),
    CONSUMED_QUANTITY("ConsumedQuantity", Kind.DECIMAL, 64, false),
    CONSUMED_UNIT("ConsumedUnit", Kind.TEXT, 256, false),
    X_BILLED_COST_IN_USD("x_BilledCostInUsd", Kind.DECIMAL, 64, false),
    X_EFFECTIVE_COST_IN_USD("x_EffectiveCostInUsd", Kind.DECIMAL, 64, false),
    X_LIST_COST_IN_USD("x_ListCostInUsd", Kind.DECIMAL, 64, false),
    X_PRICING_CURRENCY("x_PricingCurrency", Kind.CURRENCY, 3, false),
    X_BILLING_EXCHANGE_RATE("x_BillingExchangeRate", Kind.DECIMAL, 64, false),
    X_BILLING_EXCHANGE_RATE_DATE("x_BillingExchangeRateDate", Kind.TEXT, 64, false),
    CHARGE_PERIOD_START("ChargePeriodStart", Kind.TIMESTAMP, 64, true),
    CHARGE_PERIOD_END("ChargePeriodEnd", Kind.TIMESTAMP, 64, false),
    BILLING_PERIOD_START("BillingPeriodStart", Kind.TIMESTAMP, 64, false),
    BILLING_PERIOD_END("BillingPeriodEnd", Kind.TIMESTAMP, 64, false),
    TAGS("Tags", Kind.TAGS, 0, false);

    /** What a column holds, and so how it is checked. */
    public enum Kind {
        /** Free text up to the column's length. */
        TEXT,
        /** An exact decimal: at most {@value Decimals#MAX_INTEGER_DIGITS} integer and {@value Decimals#MAX_FRACTION_DIGITS} fraction digits. */
        DECIMAL,
        /** An ISO 4217 code. */
        CURRENCY,
        /** One of FOCUS's charge categories. */
        CATEGORY,
        /** {@code Correction} or nothing. */
        CHARGE_CLASS,
        /** True or false, also as text or as 1 and 0. */
        FLAG,
        /** A moment, kept in UTC. */
        TIMESTAMP,
        /** Names to values. */
        TAGS
    }

    private static final List<Column> ALL = List.of(values());

    /** A plain hash map, never changed: each value of each charge asks it, and {@code Map.copyOf} answers more slowly. */
    private static final Map<String, Column> BY_NAME = byName();

    private final String text;
    private final Kind kind;
    private final int maxBytes;
    private final boolean required;

    Column(String text, Kind kind, int maxBytes, boolean required) {
        this.text = text;
        this.kind = kind;
        this.maxBytes = maxBytes;
        this.required = required;
    }

    /** The name as FOCUS or Microsoft writes it. */
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /** The greatest length in bytes of UTF-8: a name is part of index entries, whose length the database bounds in bytes. */
    public int maxBytes() {
        return maxBytes;
    }

    /** Whether a charge without this column is refused. */
    public boolean required() {
        return required;
    }

    /** All columns in the order in which they are written. */
    public static List<Column> all() {
        return ALL;
    }

    /** The column of that exact name, or null: unknown columns are ignored. */
    public static @Nullable Column named(String name) {
        return BY_NAME.get(name);
    }

    private static Map<String, Column> byName() {
        Map<String, Column> columns = new HashMap<>();
        for (Column column : ALL) {
            columns.put(column.text, column);
        }
        return columns;
    }
}
