package dev.outlay.budget.analysis;

import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.scope.ScopeKind;
import dev.outlay.local.Persona;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a scope cost, in the plainest way: from the list of charges, one after the other. Written from DESIGN.md (sections 4 and 6) and the contract's section 3, not from the SQL that it is the measure of.
 *
 * @param entries what is added up
 */
public record PlainCost(List<Entry> entries) {

    /**
     * A charge that is added or taken back.
     *
     * @param charge as it is known, or was; it says on which invoice it is
     * @param sign 1, or -1 where an invoice takes back what an earlier one has
     */
    public record Entry(AskedCharge charge, int sign) {}

    /** Of charges whose invoices are those that their sources say, as budgets count. */
    public static PlainCost of(List<AskedCharge> charges) {
        return new PlainCost(
                charges.stream().map(charge -> new Entry(charge, 1)).toList());
    }

    /** Every charge that is added, as it is seen. */
    public List<AskedCharge> charges() {
        return entries.stream()
                .filter(entry -> entry.sign() > 0)
                .map(Entry::charge)
                .toList();
    }

    /**
     * What is asked.
     *
     * @param ofScope whose charges
     * @param currency billed in this one alone, in it; null for everything
     * @param measures Azure's names
     * @param grain None, Daily or Monthly
     * @param groupings dimensions by Azure's name, tags with {@code tag:} in front
     */
    public record Asked(
            ScopeKind kind,
            Predicate<AskedCharge> ofScope,
            boolean amortized,
            LocalDate first,
            LocalDate last,
            String grain,
            @Nullable String currency,
            List<String> measures,
            List<String> groupings,
            Predicate<AskedCharge> filter) {}

    /** Time, lower-case groups and currency, to an exact amount for each measure. */
    public Map<List<String>, List<String>> rows(Asked asked) {
        Map<List<String>, List<BigDecimal>> sums = new HashMap<>();
        Map<List<String>, Integer> counts = new HashMap<>();
        for (Entry entry : entries) {
            AskedCharge charge = entry.charge();
            if (!asked.ofScope().test(charge)
                    || (asked.currency() != null && !asked.currency().equals(charge.currency()))
                    || price(asked.kind(), charge) == Price.UNSEEN
                    || charge.day().isBefore(asked.first())
                    || charge.day().isAfter(asked.last())
                    || !asked.filter().test(charge)) {
                continue;
            }
            List<String> key = key(asked, charge);
            counts.merge(key, entry.sign(), Integer::sum);
            List<BigDecimal> sum = sums.computeIfAbsent(
                    key,
                    unused -> new ArrayList<>(asked.measures().stream()
                            .map(each -> BigDecimal.ZERO)
                            .toList()));
            for (int i = 0; i < sum.size(); i++) {
                BigDecimal amount = amount(asked, asked.measures().get(i), charge);
                BigDecimal signed = amount == null || entry.sign() > 0 ? amount : amount.negate();
                sum.set(i, signed == null ? sum.get(i) : sum.get(i).add(signed));
            }
        }
        Map<List<String>, List<String>> rows = new HashMap<>();
        sums.forEach((key, amounts) -> {
            boolean isNothing =
                    counts.getOrDefault(key, 0) == 0 && amounts.stream().allMatch(amount -> amount.signum() == 0);
            if (!isNothing) {
                rows.put(key, amounts.stream().map(PlainCost::plain).toList());
            }
        });
        return rows;
    }

    private static List<String> key(Asked asked, AskedCharge charge) {
        List<String> key = new ArrayList<>();
        switch (asked.grain()) {
            case "Daily" -> key.add(charge.day().toString().replace("-", ""));
            case "Monthly" -> key.add(charge.day().withDayOfMonth(1) + "T00:00:00");
            default -> {}
        }
        asked.groupings().forEach(grouping -> key.add(value(grouping, charge).toLowerCase(Locale.ROOT)));
        boolean dollars = isInDollars(asked) || asked.measures().stream().allMatch(measure -> measure.endsWith("USD"));
        key.add(dollars ? "USD" : charge.currency());
        return key;
    }

    /** A billing account is in dollars, unless one billing currency is asked for (R21, R24). */
    private static boolean isInDollars(Asked asked) {
        return asked.kind() == ScopeKind.BILLING_ACCOUNT && asked.currency() == null;
    }

    private enum Price {
        UNSEEN,
        INVOICED,
        RETAIL,
        NOTHING
    }

    /** DESIGN.md section 4, and section 6, point 8. */
    private static Price price(ScopeKind kind, AskedCharge charge) {
        boolean invoice = kind == ScopeKind.BILLING_ACCOUNT || kind == ScopeKind.BILLING_PROFILE;
        if (charge.category() == ChargeCategory.TAX || charge.category() == ChargeCategory.CREDIT) {
            return Price.UNSEEN;
        }
        if (charge.category() != ChargeCategory.USAGE) {
            return invoice ? Price.INVOICED : Price.UNSEEN;
        }
        if (charge.cspOffer() || (charge.use() == CommitmentUse.UNUSED && !invoice)) {
            return Price.UNSEEN;
        }
        if (invoice || kind == ScopeKind.CUSTOMER) {
            return Price.INVOICED;
        }
        return charge.use() == CommitmentUse.COVERED ? Price.NOTHING : Price.RETAIL;
    }

    /**
     * How a scope sees a single charge: its day, what it is, cost, dollars (nothing for what waits), currency and quantity; empty where it is not listed.
     *
     * @param metric ActualCost, AmortizedCost or Usage
     */
    public static Optional<List<String>> detail(ScopeKind kind, String metric, AskedCharge charge) {
        boolean amortized = metric.equals("AmortizedCost");
        boolean usage = charge.category() == ChargeCategory.USAGE;
        boolean unused = usage && charge.use() == CommitmentUse.UNUSED;
        boolean bought = charge.category() == ChargeCategory.PURCHASE && charge.use() != CommitmentUse.NONE;
        Price price = price(kind, charge);
        BigDecimal paid = amortized ? charge.effective() : charge.billed();
        boolean isElsewhere = paid.signum() == 0 && (amortized ? bought : unused);
        if (price == Price.UNSEEN || isElsewhere || (metric.equals("Usage") && !usage)) {
            return Optional.empty();
        }
        BigDecimal cost = price == Price.INVOICED ? paid : price == Price.RETAIL ? charge.list() : BigDecimal.ZERO;
        BigDecimal dollars = price == Price.INVOICED
                ? amortized ? charge.effectiveUsd() : charge.billedUsd()
                : charge.currency().equals("USD") ? cost : null;
        String type = unused
                ? "UnusedReservation"
                : usage
                        ? "Usage"
                        : charge.category() == ChargeCategory.PURCHASE
                                ? charge.billed().signum() < 0 ? "Refund" : "Purchase"
                                : "Adjustment";
        return Optional.of(List.of(
                charge.day().toString(),
                type,
                orNothing(cost),
                orNothing(dollars),
                charge.currency(),
                orNothing(charge.quantity())));
    }

    private static String orNothing(@Nullable BigDecimal amount) {
        return amount == null ? "" : plain(amount);
    }

    private static @Nullable BigDecimal amount(Asked asked, String measure, AskedCharge charge) {
        if (measure.equals("UsageQuantity")) {
            return charge.quantity();
        }
        return switch (price(asked.kind(), charge)) {
            case UNSEEN, NOTHING -> BigDecimal.ZERO;
            case RETAIL -> charge.list();
            case INVOICED -> {
                boolean dollars = isInDollars(asked) || measure.endsWith("USD");
                yield asked.amortized()
                        ? dollars ? charge.effectiveUsd() : charge.effective()
                        : dollars ? charge.billedUsd() : charge.billed();
            }
        };
    }

    /** The value of a dimension or of a {@code tag:}; empty for none. */
    public static String value(String subject, AskedCharge charge) {
        if (subject.startsWith("tag:")) {
            return charge.tags().entrySet().stream()
                    .filter(tag -> tag.getKey().equalsIgnoreCase(subject.substring(4)))
                    .max(Comparator.comparing(Map.Entry::getKey))
                    .map(Map.Entry::getValue)
                    .orElse("");
        }
        return switch (subject) {
            case "ResourceGroup", "ResourceGroupName" -> orEmpty(charge.group());
            case "ResourceType" -> charge.text(Column.RESOURCE_TYPE);
            case "SubscriptionId" -> orEmpty(charge.subscription());
            case "SubscriptionName" -> charge.text(Column.SUB_ACCOUNT_NAME);
            case "CustomerTenantId", "Customer" -> orEmpty(charge.customer());
            case "BillingAccountId" -> charge.account();
            case "BillingProfileId" -> charge.profile();
            case "BillingProfileName" -> charge.text(Column.X_BILLING_PROFILE_NAME);
            case "PartnerTenantId" -> Persona.PARTNER_TENANT;
            case "ChargeType" -> charge.category().label();
            case "PartnerName", "BillingAccountName" -> charge.text(Column.X_BILLING_ACCOUNT_NAME);
            case "CustomerName" -> charge.text(Column.X_CUSTOMER_NAME);
            case "ServiceName" -> charge.text(Column.SERVICE_NAME);
            case "ResourceId" -> charge.text(Column.RESOURCE_ID);
            case "ResourceLocation" -> charge.text(Column.REGION_ID);
            case "MeterCategory" -> charge.text(Column.X_SKU_METER_CATEGORY);
            case "MeterSubcategory", "ServiceTier" -> charge.text(Column.X_SKU_METER_SUBCATEGORY);
            case "Meter" -> charge.text(Column.X_SKU_METER_NAME);
            case "MeterId", "ResourceGuid" -> charge.text(Column.X_SKU_METER_ID);
            case "ServiceFamily" -> charge.text(Column.X_SERVICE_FAMILY);
            case "PartNumber" -> charge.text(Column.X_SKU_PART_NUMBER);
            case "Product" -> charge.text(Column.X_SKU_PRODUCT_NAME);
            case "ProductOrderId" -> charge.text(Column.X_PRODUCT_ORDER_ID);
            case "ProductOrderName" -> charge.text(Column.X_PRODUCT_ORDER_NAME);
            case "PublisherType" -> charge.text(Column.X_PUBLISHER_TYPE);
            case "UnitOfMeasure" -> charge.text(Column.PRICING_UNIT);
            case "InvoiceId" -> charge.text(Column.INVOICE_ID);
            case "ReservationId", "BenefitId" -> charge.text(Column.COMMITMENT_DISCOUNT_ID);
            case "ReservationName", "BenefitName" -> charge.text(Column.COMMITMENT_DISCOUNT_NAME);
            case "PartnerEarnedCreditRate" -> charge.text(Column.X_PARTNER_CREDIT_RATE);
            case "ResellerMPNId" -> charge.text(Column.X_RESELLER_ID);
            case "Frequency" -> charge.text(Column.CHARGE_FREQUENCY);
            case "PricingModel" -> charge.text(Column.X_PRICING_MODEL);
            case "PartnerEarnedCreditApplied" -> credit(charge.text(Column.X_PARTNER_CREDIT_APPLIED));
            case "BillingMonth" -> billingMonth(charge);
            case "InvoiceSection",
                    "InvoiceSectionId",
                    "InvoiceSectionName",
                    "CostAllocationRuleName",
                    "MarkupRuleName",
                    "ConsumedService",
                    "BillingPeriod",
                    "InvoiceNumber",
                    "AccountName",
                    "DepartmentName",
                    "EnrollmentAccountName",
                    "CustomerTenantDomainName",
                    "Provider" -> "";
            default -> throw new IllegalArgumentException(subject);
        };
    }

    private static String credit(String said) {
        return said.isEmpty() ? "" : said.equals("1") || said.equalsIgnoreCase("true") ? "True" : "False";
    }

    /** YYYY-MM. */
    static String billingMonth(AskedCharge charge) {
        String said = charge.text(Column.BILLING_PERIOD_START);
        return said.startsWith("2")
                ? said.substring(0, 7)
                : charge.day().toString().substring(0, 7);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Equal amounts have equal text. */
    public static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
