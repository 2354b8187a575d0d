package dev.outlay.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Who is charged: one billing account, 6 billing profiles (each its currency), 60 customers, 19,933 subscriptions,
 * 80,000 resource groups: 100,000 scopes. The first 20,000 resource groups are in 10,000 subscriptions; the
 * measurements with few budgets use those alone. Everything is a pure function of a number.
 */
final class Universe {
    static final String ACCOUNT =
            "7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31";
    static final int PROFILES = 6;
    static final int CUSTOMERS = 60;
    static final int FEW_GROUPS = 20_000;
    static final int ALL_GROUPS = 80_000;
    static final int FEW_SUBSCRIPTIONS = 10_000;
    static final int ALL_SUBSCRIPTIONS = 19_933;

    /** Filtered budgets ask for one of so many values of the tag {@code project}. */
    static final int PROJECTS = 10_000;

    private static final String[] CURRENCIES = {"CHF", "SEK", "NOK", "EUR", "DKK", "GBP"};
    private static final String[] SERVICES = {
        "Virtual Machines", "Storage", "SQL Database", "Azure App Service", "Bandwidth", "Azure Kubernetes Service"
    };
    private static final String[] REGIONS = {"switzerlandnorth", "swedencentral", "norwayeast", "westeurope"};

    private Universe() {}

    static int subscriptionOf(int group) {
        return group < FEW_GROUPS
                ? group % FEW_SUBSCRIPTIONS
                : FEW_SUBSCRIPTIONS + (group - FEW_GROUPS) % (ALL_SUBSCRIPTIONS - FEW_SUBSCRIPTIONS);
    }

    static String profile(int profile) {
        return "BENCH-P" + profile;
    }

    static String currency(int profile) {
        return CURRENCIES[profile];
    }

    static String customer(int customer) {
        return String.format(Locale.ROOT, "c0000000-0000-4000-8000-%012d", customer);
    }

    static int customerOf(int group) {
        return subscriptionOf(group) % CUSTOMERS;
    }

    private static String subscription(int subscription) {
        return String.format(Locale.ROOT, "50000000-0000-4000-8000-%012d", subscription);
    }

    /**
     * A charge of a resource group as a CloudEvent in structured mode, of about 1.7 KB, with holes of fixed width:
     * {@code @S} the source, {@code @I} the id, {@code @A} to {@code @D} digits of amounts.
     */
    static byte[] event(int group, LocalDate day) {
        int subscription = subscriptionOf(group);
        int customer = subscription % CUSTOMERS;
        int profile = customer % PROFILES;
        String service = SERVICES[group % SERVICES.length];
        String region = REGIONS[group % REGIONS.length];
        String name = String.format(Locale.ROOT, "rg-%05d", group);
        String resource = "/subscriptions/" + subscription(subscription) + "/resourceGroups/" + name
                + "/providers/Microsoft.Compute/virtualMachines/vm-" + group;
        return String.join(
                        "",
                        "{\"specversion\":\"1.0\",\"type\":\"dev.outlay.charge.v1\",\"source\":\"" + Hole.SOURCE.mark()
                                + "\",\"id\":\"" + Hole.ID.mark() + "\",\"time\":\"" + day
                                + "T10:15:30Z\",\"datacontenttype\":\"application/json\",\"data\":{",
                        text(
                                "BillingAccountId",
                                "/providers/Microsoft.Billing/billingAccounts/" + ACCOUNT + "/billingProfiles/"
                                        + profile(profile)),
                        text("x_BillingAccountId", ACCOUNT),
                        text("x_BillingAccountName", "Fabrikam Cloud"),
                        text("x_BillingProfileId", profile(profile)),
                        text("x_BillingProfileName", "Fabrikam " + currency(profile)),
                        text("x_CustomerId", customer(customer)),
                        text("x_CustomerName", "Customer " + customer),
                        text("SubAccountId", "/subscriptions/" + subscription(subscription)),
                        text("SubAccountName", "Subscription " + subscription),
                        text("x_ResourceGroupName", name),
                        text("ResourceId", resource),
                        text("ResourceName", "vm-" + group),
                        text("ResourceType", "microsoft.compute/virtualmachines"),
                        text("RegionId", region),
                        text("RegionName", region),
                        text("ServiceName", service),
                        text("ServiceCategory", "Compute"),
                        text("x_ServiceFamily", "Compute"),
                        text("x_SkuMeterCategory", service),
                        text("x_SkuMeterSubcategory", "Dsv5 Series"),
                        text("x_SkuMeterName", "D" + (group % 40) + "s v5"),
                        text("x_SkuMeterId", String.format(Locale.ROOT, "d5a1c8a2-6d8e-4f6e-9a7a-%012d", group % 40)),
                        text("x_SkuProductName", service + " D" + (group % 40) + "s v5 - " + region),
                        text("ChargeCategory", "Usage"),
                        text("ChargeFrequency", "Usage-Based"),
                        text("PricingCategory", "Standard"),
                        text("x_PricingModel", "OnDemand"),
                        text("PublisherName", "Microsoft"),
                        text("x_PublisherType", "Microsoft"),
                        text("BillingCurrency", currency(profile)),
                        "\"BilledCost\":0." + Hole.BILLED.mark() + ",\"EffectiveCost\":0." + Hole.EFFECTIVE.mark()
                                + ",\"ListCost\":1." + Hole.LIST.mark() + ",\"x_BilledCostInUsd\":0."
                                + Hole.DOLLARS.mark()
                                + ",\"PricingQuantity\":24,\"x_PartnerCreditApplied\":true,\"x_PartnerCreditRate\":15,",
                        text("PricingUnit", "1 Hour"),
                        text("ChargePeriodStart", day + "T00:00:00Z"),
                        text("ChargePeriodEnd", day.plusDays(1) + "T00:00:00Z"),
                        "\"Tags\":{\"project\":\"p-" + (group % PROJECTS) + "\",\"env\":\"prod\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String name, String value) {
        return "\"" + name + "\":\"" + value + "\",";
    }
}
