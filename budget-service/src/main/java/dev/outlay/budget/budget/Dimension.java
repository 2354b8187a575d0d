package dev.outlay.budget.budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dimensions that a filter may name: ARM's name to the FOCUS column that holds its value. Names are not case-sensitive. */
public final class Dimension {

    private static final Map<String, Dimension> BY_NAME = new HashMap<>();
    private static final List<String> NAMES = new ArrayList<>();

    /** What only the partner may see: its invoices, its credit, its resellers, and whose charges they are. */
    private static final Set<String> OF_THE_PARTNER = Set.of(
            "x_BillingAccountName",
            "x_BillingProfileId",
            "x_BillingProfileName",
            "x_CustomerId",
            "x_CustomerName",
            "InvoiceId",
            "x_PartnerCreditApplied",
            "x_ResellerId");

    static {
        add("BillingAccountName", "x_BillingAccountName");
        add("BillingProfileId", "x_BillingProfileId");
        add("BillingProfileName", "x_BillingProfileName");
        add("ChargeType", "ChargeCategory");
        add("Customer", "x_CustomerId");
        add("CustomerName", "x_CustomerName");
        add("CustomerTenantId", "x_CustomerId");
        add("Frequency", "ChargeFrequency");
        add("InvoiceId", "InvoiceId");
        add("Meter", "x_SkuMeterName");
        add("MeterCategory", "x_SkuMeterCategory");
        add("MeterId", "x_SkuMeterId");
        add("MeterSubCategory", "x_SkuMeterSubcategory");
        add("PartNumber", "x_SkuPartNumber");
        add("PartnerEarnedCreditApplied", "x_PartnerCreditApplied");
        add("PricingModel", "x_PricingModel");
        add("Product", "x_SkuProductName");
        add("ProductOrderId", "x_ProductOrderId");
        add("ProductOrderName", "x_ProductOrderName");
        add("PublisherType", "x_PublisherType");
        add("ResellerMPNId", "x_ResellerId");
        add("ReservationId", "CommitmentDiscountId");
        add("ReservationName", "CommitmentDiscountName");
        add("BenefitId", "CommitmentDiscountId");
        add("BenefitName", "CommitmentDiscountName");
        add("ResourceGroup", "x_ResourceGroupName");
        add("ResourceGroupName", "x_ResourceGroupName");
        add("ResourceGuid", "x_SkuMeterId");
        add("ResourceId", "ResourceId");
        add("ResourceLocation", "RegionId");
        add("ResourceType", "ResourceType");
        add("ServiceFamily", "x_ServiceFamily");
        add("ServiceName", "ServiceName");
        add("SubscriptionId", "SubAccountId");
        add("SubscriptionName", "SubAccountName");
        add("UnitOfMeasure", "PricingUnit");
    }

    private final String name;
    private final String column;

    private Dimension(String name, String column) {
        this.name = name;
        this.column = column;
    }

    private static void add(String name, String column) {
        BY_NAME.put(name.toLowerCase(Locale.ROOT), new Dimension(name, column));
        NAMES.add(name);
    }

    /** ARM's name in its usual casing. */
    public String name() {
        return name;
    }

    /** The FOCUS column, as the dimension set names it. */
    public String column() {
        return column;
    }

    /** Finds a dimension by ARM's name in any casing. */
    public static Optional<Dimension> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the customer of a charge may know the column's value; at subscriptions and resource groups no filter may ask for another. */
    public static boolean isForCustomers(String column) {
        return !OF_THE_PARTNER.contains(column);
    }

    /** The names that a filter may use where customers look, for an error that lists what is valid. */
    static List<String> namesForCustomers() {
        return NAMES.stream()
                .filter(name -> named(name)
                        .filter(dimension -> isForCustomers(dimension.column()))
                        .isPresent())
                .toList();
    }

    /** The names of a column, which may have several. */
    static List<String> namesOf(String column) {
        return NAMES.stream()
                .filter(name -> named(name)
                        .filter(dimension -> dimension.column().equals(column))
                        .isPresent())
                .toList();
    }

    /** Every name, for an error that lists what is valid. */
    public static List<String> names() {
        return List.copyOf(NAMES);
    }
}
