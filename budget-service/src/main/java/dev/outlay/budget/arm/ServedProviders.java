package dev.outlay.budget.arm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The namespaces of resource providers that are answered, with their types: what clients ask for when they begin, and by which they choose a version. Those that the alert service answers are among them, with the
 * versions that it takes.
 *
 * @param namespace in Azure's casing, by which Terraform's azurerm compares it
 * @param types by name
 */
record ServedProviders(String namespace, List<Type> types) {

    /**
     * A type of resources, or something that is asked of a scope.
     *
     * @param name without the namespace
     * @param versions that it takes, newest first
     */
    record Type(String name, List<String> versions) {

        private static Type of(String name, Iterable<String> versions) {
            TreeSet<String> sorted = new TreeSet<>();
            versions.forEach(sorted::add);
            return new Type(name, List.copyOf(sorted.descendingSet()));
        }
    }

    private static final List<String> OF_TESTS = List.of(
            "2021-09-01",
            "2022-04-01",
            "2022-06-01",
            "2023-01-01",
            "2023-03-01-preview",
            "2023-05-01-preview",
            "2023-09-01-preview",
            "2024-10-01-preview");

    private static final List<String> OF_GROUPS = List.of(
            "2017-04-01",
            "2018-03-01",
            "2018-09-01",
            "2019-03-01",
            "2019-06-01",
            "2021-09-01",
            "2022-04-01",
            "2022-06-01",
            "2023-01-01",
            "2023-03-01-preview",
            "2023-05-01-preview",
            "2023-09-01-preview",
            "2024-10-01-preview");

    private static final List<String> OF_ALERTS = List.of(
            "2018-08-01-preview",
            "2019-11-01",
            "2020-06-01",
            "2021-10-01",
            "2022-10-01",
            "2022-10-01-preview",
            "2022-10-05-preview",
            "2023-03-01",
            "2023-04-01-preview",
            "2023-07-01-preview",
            "2023-08-01",
            "2023-09-01",
            "2023-11-01",
            "2024-08-01",
            "2024-10-01-preview",
            "2025-03-01");

    private static final List<ServedProviders> ALL = List.of(
            own("Microsoft.Authorization", "roleAssignments", "roleDefinitions"),
            own(
                    Routing.BILLING,
                    "billingAccounts",
                    "billingAccounts/billingProfiles",
                    "billingAccounts/billingProfiles/billingSubscriptions",
                    "billingAccounts/billingProfiles/customers",
                    "billingAccounts/billingProfiles/customers/billingSubscriptions",
                    "billingAccounts/billingProfiles/customers/policies",
                    "billingAccounts/billingProfiles/customers/transactions",
                    "billingAccounts/billingProfiles/invoices",
                    "billingAccounts/billingProfiles/invoices/operationResults",
                    "billingAccounts/billingProfiles/invoices/transactions",
                    "billingAccounts/billingProfiles/policies",
                    "billingAccounts/billingProfiles/pricesheetDownloadOperations",
                    "billingAccounts/billingProfiles/products",
                    "billingAccounts/billingProfiles/transactions",
                    "billingAccounts/billingSubscriptions",
                    "billingAccounts/customers",
                    "billingAccounts/customers/billingSubscriptions",
                    "billingAccounts/customers/policies",
                    "billingAccounts/customers/policies/operationResults",
                    "billingAccounts/customers/products",
                    "billingAccounts/customers/transactions",
                    "billingAccounts/invoices",
                    "billingAccounts/invoices/transactions",
                    "billingAccounts/products",
                    "billingAccounts/transactions"),
            own(Routing.CONSUMPTION, "budgets", "charges", "operationResults", "pricesheets", "usageDetails"),
            own(
                            Routing.COST_MANAGEMENT,
                            "budgets",
                            "costDetailsOperationResults",
                            "costDetailsOperationStatus",
                            "dimensions",
                            "exports",
                            "exports/runHistory",
                            "forecast",
                            "generateCostDetailsReport",
                            "operationResults",
                            "query",
                            "views")
                    .and(Type.of("alerts", OF_ALERTS)),
            own(Routing.MANAGEMENT, "managementGroups", "managementGroups/subscriptions"),
            own(
                    TenantRouting.RESOURCES,
                    "deployments",
                    "deployments/operations",
                    "providers",
                    "resourceGroups",
                    "subscriptions",
                    "subscriptions/providers",
                    "subscriptions/resourceGroups",
                    "tenants"),
            new ServedProviders("microsoft.insights", List.of())
                    .and(Type.of("actionGroups", OF_GROUPS))
                    .and(Type.of("actionGroups/notificationStatus", OF_TESTS))
                    .and(Type.of("createNotifications", OF_TESTS))
                    .and(Type.of("notificationStatus", OF_TESTS)));

    /** All that are answered, by namespace. */
    static List<ServedProviders> all() {
        return ALL;
    }

    /** The one of a namespace, in any casing; empty where nothing of it is answered. */
    static Optional<ServedProviders> of(String namespace) {
        String wanted = namespace.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(each -> each.namespace.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** Types that this service answers itself, each in all versions of its namespace. */
    private static ServedProviders own(String namespace, String... types) {
        return new ServedProviders(
                namespace,
                List.of(types).stream()
                        .map(type -> Type.of(type, ApiVersions.of(namespace)))
                        .toList());
    }

    private ServedProviders and(Type type) {
        TreeSet<Type> with = new TreeSet<>((one, other) -> one.name.compareTo(other.name));
        with.addAll(types);
        with.add(type);
        return new ServedProviders(namespace, List.copyOf(with));
    }
}
