package dev.outlay.budget.dimension;

import static dev.outlay.budget.dimension.Dimension.Kept.DAILY;
import static dev.outlay.budget.dimension.Dimension.Kept.NAME;
import static dev.outlay.budget.dimension.Dimension.Kept.NEVER;
import static dev.outlay.budget.dimension.Dimension.Kept.WITH_EACH_CHARGE;

import dev.outlay.budget.scope.PriceView;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions that charges are grouped and filtered by, in questions and in budgets alike: Azure's lists for partners and for the agreements before them (azure-rest-contract.md section 3) and the field table of the requirements
 * (R68 to R79). Each is a FOCUS column of a charge. Some that Azure lists can have no value here, because partners' costs have none (invoice sections, departments, enrollments) or because nothing that is recorded says it; they
 * are the empty text.
 */
public enum Dimension {
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
    /** OneTime, Recurring, UsageBased, whichever of Azure and FOCUS the source has its words from. */
    FREQUENCY("Frequency", "Frequency", "ChargeFrequency", WITH_EACH_CHARGE),
    /**
     * As the source of the charge says it; else the name of the invoice on which it is, once that is closed; else that there is none yet (R76). A budget's filter compares what the source says alone: it counts when a charge
     * arrives, and closing an invoice moves no spend; so an invoice's name is refused in it.
     */
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
    PARTNER_NAME("PartnerName", "Partner name", "x_BillingAccountName", NAME),
    CONSUMED_SERVICE("ConsumedService", "Consumed service", null, NEVER),
    /** What other agreements call the subcategory of a meter. */
    SERVICE_TIER("ServiceTier", "Service tier", "x_SkuMeterSubcategory", WITH_EACH_CHARGE),
    /** Of an enrollment, which partners do not have. */
    BILLING_PERIOD("BillingPeriod", "Billing period", null, NEVER),
    BILLING_ACCOUNT_ID("BillingAccountId", "Billing account Id", "x_BillingAccountId", DAILY),
    /** Of an enrollment; what a partner's invoice is called is its {@link #INVOICE_ID}. */
    INVOICE_NUMBER("InvoiceNumber", "Invoice number", null, NEVER),
    ACCOUNT_NAME("AccountName", "Account name", null, NEVER),
    DEPARTMENT_NAME("DepartmentName", "Department name", null, NEVER),
    ENROLLMENT_ACCOUNT_NAME("EnrollmentAccountName", "Enrollment account name", null, NEVER);

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

    private static final Map<String, Dimension> BY_NAME = new HashMap<>();
    private static final Map<String, Dimension> BY_KEY = new HashMap<>();

    /** What only the partner may see: its invoices, its credit, its resellers, its markups, and whose charges they are. */
    private static final Set<Dimension> OF_THE_PARTNER = EnumSet.of(
            BILLING_ACCOUNT_ID,
            BILLING_ACCOUNT_NAME,
            BILLING_PROFILE_ID,
            BILLING_PROFILE_NAME,
            INVOICE_SECTION,
            INVOICE_SECTION_ID,
            INVOICE_SECTION_NAME,
            INVOICE_ID,
            INVOICE_NUMBER,
            COST_ALLOCATION_RULE_NAME,
            MARKUP_RULE_NAME,
            CUSTOMER_TENANT_ID,
            CUSTOMER,
            CUSTOMER_NAME,
            CUSTOMER_TENANT_DOMAIN_NAME,
            RESELLER_MPN_ID,
            PARTNER_EARNED_CREDIT_APPLIED,
            PARTNER_EARNED_CREDIT_RATE,
            PARTNER_TENANT_ID,
            PARTNER_NAME);

    static {
        for (Dimension dimension : values()) {
            BY_NAME.put(dimension.label.toLowerCase(Locale.ROOT), dimension);
            // Several may have a column; what the daily cost knows is quicker.
            BY_KEY.merge(dimension.key(), dimension, (one, other) -> one.kept.compareTo(other.kept) <= 0 ? one : other);
        }
    }

    private final String label;
    private final String description;
    private final @Nullable String column;
    private final Kept kept;

    Dimension(String label, String description, @Nullable String column, Kept kept) {
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
    public @Nullable String column() {
        return column;
    }

    /** What a kept filter calls it: its column, or its name where no column holds it. Dimensions of one column are one there. */
    public String key() {
        return column == null ? label : column;
    }

    /** Where its values are. */
    public Kept kept() {
        return kept;
    }

    /**
     * Whether it may be asked for where charges are seen so: by a question, a saved view or a budget. What is the partner's alone is not there at subscriptions and resource groups, for nobody.
     */
    public boolean isSeen(PriceView view) {
        return view == PriceView.INVOICED || !OF_THE_PARTNER.contains(this);
    }

    /** Finds a dimension by Azure's name in any casing. */
    public static Optional<Dimension> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Finds the dimension of a {@link #key}.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static Dimension ofKey(String key) {
        Dimension found = BY_KEY.get(key);
        if (found == null) {
            throw new IllegalArgumentException("no dimension is kept as " + key);
        }
        return found;
    }

    /** Those that may be asked for where charges are seen so, in Azure's order. */
    public static List<Dimension> seen(PriceView view) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.isSeen(view))
                .toList();
    }

    /** The names of those that may be asked for where charges are seen so, for an error that lists what is valid. */
    public static List<String> labels(PriceView view) {
        return seen(view).stream().map(Dimension::label).toList();
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
            case FREQUENCY -> frequency(value);
            default -> value;
        };
    }

    /** Azure's words, as usage details have them: FOCUS's are the same with a hyphen. What is a part of a word alone stays as it is. */
    private static String frequency(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "one-time" -> "OneTime";
            case "usage-based" -> "UsageBased";
            default -> value;
        };
    }

    /**
     * Whether no charge can say a value that Azure or Outlay has, so that a budget's filter by it would count nothing for ever: {@link AzuresChargeType}, which questions refuse as well, and Outlay's own invoices, which are looked
     * up when a question is asked.
     */
    public boolean isNeverSaid(String value) {
        return switch (this) {
            case CHARGE_TYPE -> AzuresChargeType.isOne(value);
            case INVOICE_ID -> OwnInvoiceId.isShown(value);
            default -> false;
        };
    }

    /**
     * What a description says of each dimension that it says something of, by {@link #key}, in the form of {@link #normalised}.
     *
     * @param columns the description's FOCUS columns
     * @param partnerTenant the partner's, of whom all charges are; empty when it is not configured
     */
    public static Map<String, String> said(Map<String, String> columns, String partnerTenant) {
        Map<String, String> said = new HashMap<>(columns);
        said.computeIfPresent(
                PARTNER_EARNED_CREDIT_APPLIED.key(),
                (key, value) -> value.equals("1") || value.equalsIgnoreCase("true") ? "True" : "False");
        said.computeIfPresent(BILLING_MONTH.key(), (key, value) -> month(value));
        said.computeIfPresent(FREQUENCY.key(), (key, value) -> frequency(value));
        if (!partnerTenant.isEmpty()) {
            said.put(PARTNER_TENANT_ID.key(), partnerTenant);
        }
        return said;
    }

    private static @Nullable String month(String periodStart) {
        LocalDate first = BillingPeriod.of(periodStart);
        return first == null ? null : YearMonth.from(first).toString();
    }
}
