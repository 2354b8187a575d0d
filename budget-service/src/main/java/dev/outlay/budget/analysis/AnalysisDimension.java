package dev.outlay.budget.analysis;

import static dev.outlay.budget.analysis.AnalysisDimension.Kept.DAILY;
import static dev.outlay.budget.analysis.AnalysisDimension.Kept.NAME;
import static dev.outlay.budget.analysis.AnalysisDimension.Kept.NEVER;
import static dev.outlay.budget.analysis.AnalysisDimension.Kept.WITH_EACH_CHARGE;

import dev.outlay.budget.budget.Dimension;
import dev.outlay.budget.scope.PriceView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions that charges are grouped and filtered by: Azure's list for partners (azure-rest-contract.md section 3), the field table of the requirements (R68 to R79), and what budgets filter by.
 * Each is a FOCUS column of a charge. Some that Azure lists can have no value here, because partners' costs have none (invoice sections) or because nothing that is recorded says it; they are the empty text.
 */
public enum AnalysisDimension {
    RESOURCE_GROUP("ResourceGroup", "Resource group", "x_ResourceGroupName", DAILY),
    RESOURCE_GROUP_NAME("ResourceGroupName", "Resource group name", "x_ResourceGroupName", DAILY),
    RESOURCE_TYPE("ResourceType", "Resource type", "ResourceType", WITH_EACH_CHARGE),
    RESOURCE_ID("ResourceId", "Resource Id", "ResourceId", WITH_EACH_CHARGE),
    RESOURCE_LOCATION("ResourceLocation", "Resource location", "RegionId", WITH_EACH_CHARGE),
    SUBSCRIPTION_ID("SubscriptionId", "Subscription Id", "SubAccountId", DAILY),
    /** As each charge says it: a subscription that was renamed has both names. */
    SUBSCRIPTION_NAME("SubscriptionName", "Subscription name", "SubAccountName", NAME),
    METER_CATEGORY("MeterCategory", "Meter category", "x_SkuMeterCategory", WITH_EACH_CHARGE),
    METER_SUBCATEGORY("MeterSubcategory", "Meter subcategory", "x_SkuMeterSubcategory", WITH_EACH_CHARGE),
    METER("Meter", "Meter", "x_SkuMeterName", WITH_EACH_CHARGE),
    METER_ID("MeterId", "Meter Id", "x_SkuMeterId", WITH_EACH_CHARGE),
    SERVICE_FAMILY("ServiceFamily", "Service family", "x_ServiceFamily", WITH_EACH_CHARGE),
    SERVICE_NAME("ServiceName", "Service name", "ServiceName", DAILY),
    UNIT_OF_MEASURE("UnitOfMeasure", "Unit of measure", "PricingUnit", WITH_EACH_CHARGE),
    PART_NUMBER("PartNumber", "Part number", "x_SkuPartNumber", WITH_EACH_CHARGE),
    BILLING_ACCOUNT_NAME("BillingAccountName", "Billing account name", "x_BillingAccountName", NAME),
    BILLING_PROFILE_ID("BillingProfileId", "Billing profile Id", "x_BillingProfileId", DAILY),
    BILLING_PROFILE_NAME("BillingProfileName", "Billing profile name", "x_BillingProfileName", NAME),
    INVOICE_SECTION("InvoiceSection", "Invoice section", null, NEVER),
    INVOICE_SECTION_ID("InvoiceSectionId", "Invoice section Id", null, NEVER),
    INVOICE_SECTION_NAME("InvoiceSectionName", "Invoice section name", null, NEVER),
    PRODUCT("Product", "Product", "x_SkuProductName", WITH_EACH_CHARGE),
    RESOURCE_GUID("ResourceGuid", "Resource GUID", "x_SkuMeterId", WITH_EACH_CHARGE),
    /** FOCUS's words, as budgets filter by them: Usage, Purchase, Adjustment. */
    CHARGE_TYPE("ChargeType", "Charge type", "ChargeCategory", DAILY),
    PRODUCT_ORDER_ID("ProductOrderId", "Product order Id", "x_ProductOrderId", WITH_EACH_CHARGE),
    PRODUCT_ORDER_NAME("ProductOrderName", "Product order name", "x_ProductOrderName", WITH_EACH_CHARGE),
    PUBLISHER_TYPE("PublisherType", "Publisher type", "x_PublisherType", WITH_EACH_CHARGE),
    RESERVATION_ID("ReservationId", "Reservation Id", "CommitmentDiscountId", DAILY),
    RESERVATION_NAME("ReservationName", "Reservation name", "CommitmentDiscountName", NAME),
    FREQUENCY("Frequency", "Frequency", "ChargeFrequency", WITH_EACH_CHARGE),
    /** As the source of the charges says it. */
    INVOICE_ID("InvoiceId", "Invoice Id", "InvoiceId", DAILY),
    PRICING_MODEL("PricingModel", "Pricing model", "x_PricingModel", WITH_EACH_CHARGE),
    COST_ALLOCATION_RULE_NAME("CostAllocationRuleName", "Cost allocation rule name", null, NEVER),
    MARKUP_RULE_NAME("MarkupRuleName", "Markup rule name", null, NEVER),
    /** The month on whose invoice it is, YYYY-MM: what BillingPeriodStart says, else the month of the charge's day. */
    BILLING_MONTH("BillingMonth", "Billing month", "BillingPeriodStart", DAILY),
    PROVIDER("Provider", "Provider", null, NEVER),
    BENEFIT_ID("BenefitId", "Benefit Id", "CommitmentDiscountId", DAILY),
    BENEFIT_NAME("BenefitName", "Benefit name", "CommitmentDiscountName", NAME),
    CUSTOMER_TENANT_ID("CustomerTenantId", "Customer tenant Id", "x_CustomerId", DAILY),
    CUSTOMER("Customer", "Customer", "x_CustomerId", DAILY),
    /** As each charge says it (R71). */
    CUSTOMER_NAME("CustomerName", "Customer name", "x_CustomerName", NAME),
    CUSTOMER_TENANT_DOMAIN_NAME("CustomerTenantDomainName", "Customer tenant domain name", null, NEVER),
    RESELLER_MPN_ID("ResellerMPNId", "Reseller MPN Id", "x_ResellerId", NAME),
    /** True or False, whatever word the source has for it; the empty text where it says nothing. */
    PARTNER_EARNED_CREDIT_APPLIED(
            "PartnerEarnedCreditApplied", "Partner earned credit applied", "x_PartnerCreditApplied", DAILY),
    PARTNER_EARNED_CREDIT_RATE(
            "PartnerEarnedCreditRate", "Partner earned credit rate", "x_PartnerCreditRate", WITH_EACH_CHARGE),
    /** The tenant that the service is configured with: all charges are of one partner. */
    PARTNER_TENANT_ID("PartnerTenantId", "Partner tenant Id", null, DAILY),
    /** The name of the billing account in the charges, which is that of the partner. */
    PARTNER_NAME("PartnerName", "Partner name", "x_BillingAccountName", NAME);

    /** Where a dimension's values are kept. */
    public enum Kept {
        /** In the daily cost, too. */
        DAILY,
        /** With each charge's description, where it is nearly always the same for all charges of a key of the daily cost: the name of something that the key holds. */
        NAME,
        /** With each charge's description alone. */
        WITH_EACH_CHARGE,
        /** Nowhere. */
        NEVER
    }

    private static final Map<String, AnalysisDimension> BY_NAME = new HashMap<>();

    static {
        for (AnalysisDimension dimension : values()) {
            BY_NAME.put(dimension.label.toLowerCase(Locale.ROOT), dimension);
        }
    }

    private final String label;
    private final String description;
    private final @Nullable String column;
    private final Kept kept;

    AnalysisDimension(String label, String description, @Nullable String column, Kept kept) {
        this.label = label;
        this.description = description;
        this.column = column;
        this.kept = kept;
    }

    /** Azure's name. */
    public String label() {
        return label;
    }

    /** For people. */
    public String description() {
        return description;
    }

    /** The FOCUS column that holds its value; null for those that no column holds. */
    @Nullable
    String column() {
        return column;
    }

    Kept kept() {
        return kept;
    }

    /**
     * Whether it may be asked for where charges are seen so. What is the partner's alone (its invoices, credit, resellers, markups, and whose charges they are) is not there at subscriptions and
     * resource groups, for nobody: the same columns that no budget may filter by there.
     */
    public boolean isSeen(PriceView view) {
        if (view == PriceView.INVOICED) {
            return true;
        }
        return switch (this) {
            case INVOICE_SECTION,
                    INVOICE_SECTION_ID,
                    INVOICE_SECTION_NAME,
                    COST_ALLOCATION_RULE_NAME,
                    MARKUP_RULE_NAME,
                    CUSTOMER_TENANT_DOMAIN_NAME,
                    PARTNER_EARNED_CREDIT_RATE,
                    PARTNER_TENANT_ID -> false;
            default -> column == null || Dimension.isForCustomers(column);
        };
    }

    /** Finds a dimension by Azure's name in any casing. */
    public static Optional<AnalysisDimension> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Those that may be asked for where charges are seen so, in Azure's order. */
    public static List<AnalysisDimension> seen(PriceView view) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.isSeen(view))
                .toList();
    }

    /** A value to filter by, in the form in which this dimension has its values. */
    public String normalised(String value) {
        return switch (this) {
            case PARTNER_EARNED_CREDIT_APPLIED ->
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "1", "true" -> "True";
                    case "0", "false" -> "False";
                    default -> value;
                };
            case BILLING_MONTH -> value.length() > 7 ? value.substring(0, 7) : value;
            default -> value;
        };
    }
}
