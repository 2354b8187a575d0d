package dev.outlay.sample.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The partner with its 31 customers, two of them on the CSP offer. All made up.
 *
 * @param seed what everything else follows from
 * @param customers its customers; the first is the one that the personas {@code customer-owner} and {@code customer-reader} belong to
 */
public record Partner(Seed seed, List<Customer> customers) {
    /** Name of the billing account in a scope. */
    public static final String BILLING_ACCOUNT =
            "5e98e158-0000-4000-8000-00000a71da7a:00000000-5a3e-4000-8000-0000d15c7a17_2019-05-31";

    /** How the billing account is shown. */
    public static final String BILLING_ACCOUNT_NAME = "Nordwind Cloud Services (synthetic sample)";

    private static final List<String> NAMES = List.of(
            "Alpenkäserei Muri",
            "Zürisee Logistik",
            "Gotthard Robotics",
            "Jura Uhrenwerke",
            "Rhône Pharma",
            "Bodensee Medien",
            "Skärgård Seafood",
            "Mälaren Bank",
            "Norrland Timber",
            "Vättern Games",
            "Kiruna Minerals",
            "Fjordlys Energi",
            "Bergen Shipping",
            "Lofoten Aqua",
            "Trøndelag Data",
            "Hansa Versicherung",
            "Rijnland Retail",
            "Suomi Paper",
            "Catalunya Textil",
            "Lisboa Mobility",
            "Øresund Biotech",
            "Jylland Dairy",
            "Aarhus Wind",
            "Thames Analytics",
            "Pennine Foods",
            "Cornwall Ceramics",
            "Highland Water",
            "Severn Rail",
            "Mersey Media",
            "Kantonsschule Uri",
            "Stiftung Heimat");

    private static final int CSP_OFFER_CUSTOMERS = 2;
    private static final List<String> GROUPS = List.of("rg-web", "rg-data", "rg-network", "rg-analytics");

    /** Copies the list. */
    public Partner {
        customers = List.copyOf(customers);
    }

    /**
     * Makes the partner.
     *
     * @param firstCustomerId tenant id of the first customer
     */
    public static Partner of(Seed seed, String firstCustomerId) {
        List<Customer> customers = new ArrayList<>();
        for (int index = 0; index < NAMES.size(); index++) {
            String id = index == 0 ? firstCustomerId : seed.uuid("customer " + index);
            customers.add(customer(seed, index, id));
        }
        return new Partner(seed, customers);
    }

    private static Customer customer(Seed seed, int index, String id) {
        String words = "customer " + index;
        boolean cspOffer = index >= NAMES.size() - CSP_OFFER_CUSTOMERS;
        List<Subscription> subscriptions = new ArrayList<>();
        int count = cspOffer ? 0 : index == 0 ? 3 : 1 + seed.choice(words + " subscriptions", 3);
        for (int number = 0; number < count; number++) {
            subscriptions.add(subscription(seed, index, number));
        }
        return new Customer(
                id,
                NAMES.get(index),
                profile(index),
                cspOffer ? Customer.Agreement.CSP_OFFER : Customer.Agreement.MICROSOFT_CUSTOMER_AGREEMENT,
                seed.between(words + " growth", -0.005, 0.03),
                subscriptions);
    }

    private static BillingProfile profile(int index) {
        if (index < 6 || index >= 29) {
            return BillingProfile.CHF;
        }
        if (index < 11) {
            return BillingProfile.SEK;
        }
        if (index < 15) {
            return BillingProfile.NOK;
        }
        if (index < 20) {
            return BillingProfile.EUR;
        }
        return index < 23 ? BillingProfile.DKK : BillingProfile.GBP;
    }

    private static Subscription subscription(Seed seed, int customer, int number) {
        String words = "customer " + customer + " subscription " + number;
        String stage = List.of("production", "development", "analytics").get(number);
        List<Resource> resources = new ArrayList<>();
        int count = 2 + seed.choice(words + " resources", 4);
        for (int index = 0; index < count; index++) {
            resources.add(resource(seed, customer, number, index, stage));
        }
        return new Subscription(seed.uuid(words), NAMES.get(customer) + " " + stage, resources);
    }

    private static Resource resource(Seed seed, int customer, int subscription, int index, String stage) {
        String words = "customer " + customer + " subscription " + subscription + " resource " + index;
        // The first of each production subscription is a machine, so that there is something for a reservation to
        // cover.
        boolean machine = index == 0 && subscription == 0;
        Meter meter = machine ? Meter.VM_E8 : Meter.values()[seed.choice(words + " meter", Meter.values().length)];
        String kind = meter.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Resource(
                "c" + customer + "s" + subscription + "r" + index,
                GROUPS.get(seed.choice(words + " group", GROUPS.size())),
                kind + "-" + index,
                meter,
                seed.between(words + " size", 0.5, 3.0),
                machine && customer % 3 == 0,
                Map.of(
                        "env", stage.equals("production") ? "prod" : "dev",
                        "Cost Center", Integer.toString(1000 + 100 * (customer % 7)),
                        "project", List.of("atlas", "borealis", "comet").get(seed.choice(words + " project", 3))));
    }
}
