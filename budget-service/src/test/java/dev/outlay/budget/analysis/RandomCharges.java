package dev.outlay.budget.analysis;

import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.CommitmentUse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Charges of a made-up partner: three profiles, four customers (one under the CSP offer), five subscriptions, and whatever can be said of a charge, in mixed casing. */
public final class RandomCharges {

    /** First moment of the hundred days that they are of. */
    public static final Instant BEGINNING = Instant.parse("2026-08-20T00:00:00Z");

    public static final int DAYS = 100;
    public static final String CSP_CUSTOMER = "customer-csp";
    public static final List<String> CUSTOMERS = List.of("customer-1", "customer-2", "customer-3", CSP_CUSTOMER);

    private static final List<String> CURRENCIES = List.of("XQA", "XQB", "USD");
    private static final int[] SCALES = {0, 2, 11, 18};
    private static final List<ChargeCategory> CATEGORIES = List.of(ChargeCategory.values());

    private final Random random;
    private final String account;
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Map<String, AskedCharge> known = new HashMap<>();

    public RandomCharges(Random random, String account) {
        this.random = random;
        this.account = account;
    }

    /** As the ledger has to know them now. */
    public List<AskedCharge> known() {
        return List.copyOf(known.values());
    }

    /** Profiles of the account, each with a currency of its own. */
    public List<String> profiles() {
        return CURRENCIES.stream().map(this::profile).toList();
    }

    private String profile(String currency) {
        return account + "-" + currency;
    }

    /** Subscriptions of a customer; nobody else has them. */
    public static List<String> subscriptions(String account, String customer) {
        return List.of("sub-" + account + "-" + customer + "-a", "Sub-" + account + "-" + customer + "-B");
    }

    /** A batch in which no charge is stated twice: new ones, and some of those that are known in another way. */
    public List<AskedCharge> batch(int size) {
        Map<String, AskedCharge> batch = new HashMap<>();
        while (batch.size() < size) {
            AskedCharge stated = next("charge-" + random.nextInt(700));
            batch.put(stated.id(), stated);
        }
        known.putAll(batch);
        return List.copyOf(batch.values());
    }

    /** A batch that states the charges of a profile that wait for their dollars again, with them. */
    public List<AskedCharge> inDollars(String profile) {
        Map<String, AskedCharge> batch = new HashMap<>();
        known.values().stream()
                .filter(charge -> charge.profile().equals(profile))
                .filter(charge -> charge.billedUsd() == null || charge.effectiveUsd() == null)
                .forEach(charge -> batch.put(
                        charge.id(), charge.inDollars(revisions.merge(charge.id(), 1, Integer::sum), amount())));
        known.putAll(batch);
        return List.copyOf(batch.values());
    }

    private AskedCharge next(String id) {
        String currency = pick(CURRENCIES);
        ChargeCategory category = random.nextInt(3) > 0 ? ChargeCategory.USAGE : pick(CATEGORIES);
        @Nullable String customer = random.nextInt(8) == 0 ? null : pick(CUSTOMERS);
        boolean isInSubscription = customer != null
                && (category == ChargeCategory.USAGE ? random.nextInt(12) > 0 : random.nextInt(4) == 0);
        Map<Column, String> texts = texts(customer);
        CommitmentUse use = CommitmentUse.NONE;
        if (random.nextInt(4) == 0) {
            texts.put(Column.COMMITMENT_DISCOUNT_ID, "Reservation-" + random.nextInt(2));
            use = random.nextBoolean() ? CommitmentUse.COVERED : CommitmentUse.UNUSED;
        }
        BigDecimal billed = amount();
        return new AskedCharge(
                id,
                revisions.merge(id, 1, Integer::sum),
                account,
                profile(currency),
                currency,
                customer,
                isInSubscription && customer != null ? pick(subscriptions(account, customer)) : null,
                random.nextInt(5) == 0 ? null : pick(List.of("rg-web", "RG-Web", "rg-data")),
                category,
                use,
                CSP_CUSTOMER.equals(customer),
                BEGINNING.plus(random.nextInt(DAYS), ChronoUnit.DAYS).plus(random.nextInt(86_400), ChronoUnit.SECONDS),
                billed,
                billed.add(BigDecimal.ONE),
                random.nextInt(5) == 0 ? null : amount(),
                random.nextInt(5) == 0 ? null : amount(),
                random.nextInt(5) == 0 ? null : amount(),
                random.nextInt(5) == 0 ? null : amount(),
                texts,
                tags());
    }

    private Map<Column, String> texts(@Nullable String customer) {
        Map<Column, String> texts = new EnumMap<>(Column.class);
        put(texts, Column.SERVICE_NAME, "Virtual Machines", "virtual machines", "Storage");
        put(texts, Column.RESOURCE_ID, "/subscriptions/s/resourceGroups/g/providers/p/vm/1", "/Subscriptions/s/x/2");
        put(texts, Column.REGION_ID, "westeurope", "eastus");
        put(texts, Column.X_SKU_METER_CATEGORY, "Compute", "Disks");
        put(texts, Column.X_SKU_METER_NAME, "D2 v3", "P10 %_", "it's");
        put(texts, Column.PRICING_UNIT, "1 Hour", "1 GB");
        put(texts, Column.INVOICE_ID, "G001", "g001", "G002");
        put(texts, Column.X_PARTNER_CREDIT_APPLIED, "True", "1", "false", "0");
        put(texts, Column.X_PARTNER_CREDIT_RATE, "0", "15");
        put(texts, Column.X_RESELLER_ID, "4711", "4712");
        put(texts, Column.CHARGE_FREQUENCY, "UsageBased", "OneTime");
        put(texts, Column.X_PRICING_MODEL, "OnDemand", "Spot");
        put(texts, Column.BILLING_PERIOD_START, "2026-10-01T00:00:00Z", "2026-11-01", "nonsense");
        if (CUSTOMERS.get(1).equals(customer)) {
            put(texts, Column.X_CUSTOMER_NAME, customer + " Ltd", customer + " renamed");
        } else if (customer != null) {
            texts.put(Column.X_CUSTOMER_NAME, random.nextBoolean() ? customer + " Ltd" : customer + " LTD");
        }
        texts.put(Column.X_BILLING_ACCOUNT_NAME, "The Partner");
        return texts;
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        if (random.nextBoolean()) {
            tags.put("Env", pick(List.of("prod", "Prod", "test")));
        }
        if (random.nextInt(3) == 0) {
            tags.put("env", pick(List.of("dev", "test")));
        }
        if (random.nextInt(3) == 0) {
            tags.put("Cost Center's", pick(List.of("100", "200")));
        }
        return tags;
    }

    private void put(Map<Column, String> texts, Column column, String... values) {
        if (random.nextInt(5) > 0) {
            texts.put(column, values[random.nextInt(values.length)]);
        }
    }

    private BigDecimal amount() {
        BigDecimal amount = BigDecimal.valueOf(
                random.nextLong(2_000_000_000_000L) - 500_000_000_000L, SCALES[random.nextInt(SCALES.length)]);
        return random.nextInt(10) == 0 ? amount.add(new BigDecimal("98765432109876543210")) : amount;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
