package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds what a path is about. Words that ARM fixes are read in any casing; no regular expression, no template. */
final class Routing {

    /**
     * A resource that a path names.
     *
     * @param provider its provider namespace in the usual casing; null outside ARM
     * @param scoped the scope at the front; null where there is none
     * @param name the last segment, where it is a name; empty otherwise
     * @param methods what can be done with it, by HTTP method
     */
    record Resource(@Nullable String provider, @Nullable ScopedPath scoped, String name, Map<String, Route> methods) {
        Resource {
            methods = new TreeMap<>(methods);
        }

        static Resource at(String provider, ScopedPath scoped, Map<String, Route> methods) {
            return new Resource(provider, scoped, "", methods);
        }
    }

    static final String CONSUMPTION = "Microsoft.Consumption";
    static final String COST_MANAGEMENT = "Microsoft.CostManagement";
    static final String MANAGEMENT = "Microsoft.Management";
    static final String BILLING = "Microsoft.Billing";

    private static final Map<String, Route> BUDGET =
            Map.of("GET", Route.GET_BUDGET, "PUT", Route.PUT_BUDGET, "DELETE", Route.DELETE_BUDGET);
    private static final Map<String, Route> GROUP_MEMBER = Map.of(
            "GET", Route.GET_GROUP_SUBSCRIPTION,
            "PUT", Route.PUT_GROUP_SUBSCRIPTION,
            "DELETE", Route.DELETE_GROUP_SUBSCRIPTION);

    private static final Map<String, Route> PRINCIPAL =
            Map.of("GET", Route.GET_PRINCIPAL, "PUT", Route.PUT_PRINCIPAL, "DELETE", Route.DELETE_PRINCIPAL);

    private Routing() {}

    /** Whether the front of a path is this router's business. */
    static boolean owns(List<String> segments) {
        return !segments.isEmpty()
                && switch (lower(segments.getFirst())) {
                    case "subscriptions", "tenants", "providers", "v1", MetadataEndpoint.PROVIDER -> true;
                    default -> false;
                };
    }

    /** Whether a path is one that cost is sent to. */
    static boolean isCost(List<String> segments) {
        return segments.size() > 1
                && lower(segments.getFirst()).equals("v1")
                && switch (lower(segments.get(1))) {
                    case "cost-events", "imports" -> true;
                    default -> false;
                };
    }

    static Optional<Resource> resource(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        if (lower(segments.getFirst()).equals("v1")) {
            return operation(segments);
        }
        Optional<Resource> ofTheCaller = TenantRouting.resource(segments);
        if (ofTheCaller.isPresent()) {
            return ofTheCaller;
        }
        Optional<ScopedPath> scoped = ScopedPath.of(segments);
        Optional<Resource> before =
                scoped.flatMap(path -> PriceSheetRouting.resource(path).or(() -> ResourceManagerRouting.at(path)));
        if (before.isPresent()) {
            return before;
        }
        if (scoped.isPresent()) {
            boolean inGroup = scoped.get().scope() instanceof Scope.ManagementGroup;
            return scoped.get().restBegins("providers")
                    ? extension(scoped.get())
                    : inGroup ? members(scoped.get()) : billing(scoped.get());
        }
        return lower(String.join("/", segments)).equals("providers/microsoft.billing/billingaccounts")
                ? Optional.of(new Resource(BILLING, null, "", Map.of("GET", Route.LIST_ACCOUNTS)))
                : ViewRouting.own(segments)
                        .or(() -> RoleRouting.ofTenant(segments))
                        .or(() -> DeploymentRouting.ofTenant(segments))
                        .or(() -> ResourceManagerRouting.ofTenant(segments))
                        .or(() -> MetadataRouting.resource(segments));
    }

    /** The subscriptions in a management group. */
    private static Optional<Resource> members(ScopedPath scoped) {
        if (!scoped.restBegins("subscriptions")) {
            return Optional.empty();
        }
        return switch (scoped.rest().size()) {
            case 1 -> Optional.of(Resource.at(MANAGEMENT, scoped, Map.of("GET", Route.LIST_GROUP_SUBSCRIPTIONS)));
            case 2 -> Optional.of(new Resource(MANAGEMENT, scoped, scoped.rest().getLast(), GROUP_MEMBER));
            default -> Optional.empty();
        };
    }

    /** What a provider adds to a scope: {scope}/providers/{namespace}/{type}[/{name}...]. */
    private static Optional<Resource> extension(ScopedPath scoped) {
        List<String> rest = scoped.rest();
        if (rest.size() < 3) {
            return Optional.empty();
        }
        String type = lower(rest.get(1) + "/" + rest.get(2));
        if (scoped.scope() instanceof Scope.ManagementGroup && !type.startsWith("microsoft.authorization/")) {
            return Optional.empty();
        }
        return switch (type) {
            case "microsoft.consumption/budgets" -> budgets(CONSUMPTION, scoped);
            case "microsoft.costmanagement/budgets" -> budgets(COST_MANAGEMENT, scoped);
            case "microsoft.costmanagement/query" -> ofCost(scoped, "POST", Route.QUERY);
            case "microsoft.costmanagement/dimensions" -> ofCost(scoped, "GET", Route.LIST_DIMENSIONS);
            case "microsoft.costmanagement/views" -> ViewRouting.shared(scoped);
            case "microsoft.costmanagement/forecast" -> ofCost(scoped, "POST", Route.FORECAST);
            case "microsoft.authorization/roleassignments" -> RoleRouting.assignments(scoped);
            case "microsoft.authorization/roledefinitions" -> RoleRouting.definitions(scoped);
            case "microsoft.resources/deployments" -> DeploymentRouting.at(scoped);
            case "microsoft.costmanagement/alerts",
                    "microsoft.insights/actiongroups",
                    "microsoft.insights/createnotifications",
                    "microsoft.insights/notificationstatus" -> Optional.of(everyMethod(Route.FORWARD_TO_ALERT));
            default -> DetailRouting.resource(type, scoped);
        };
    }

    private static Optional<Resource> budgets(String provider, ScopedPath scoped) {
        return switch (scoped.rest().size()) {
            case 3 -> Optional.of(Resource.at(provider, scoped, Map.of("GET", Route.LIST_BUDGETS)));
            case 4 -> Optional.of(new Resource(provider, scoped, scoped.rest().getLast(), BUDGET));
            default -> Optional.empty();
        };
    }

    /** A question of cost, which has no name and nothing below it. */
    private static Optional<Resource> ofCost(ScopedPath scoped, String method, Route route) {
        return scoped.rest().size() == 3
                ? Optional.of(Resource.at(COST_MANAGEMENT, scoped, Map.of(method, route)))
                : Optional.empty();
    }

    /** The billing account and what is below it. */
    private static Optional<Resource> billing(ScopedPath scoped) {
        Optional<Resource> charged = ChargedRouting.resource(scoped);
        if (charged.isPresent()) {
            return charged;
        }
        if (scoped.restBegins("billingSubscriptions")) {
            return subscriptions(scoped);
        }
        return scoped.restBegins("invoices")
                ? InvoiceRouting.resource(scoped)
                : PolicyRouting.resource(scoped).or(() -> entity(scoped));
    }

    private static Optional<Resource> subscriptions(ScopedPath scoped) {
        if (!scoped.scope().kind().isBilling()) {
            return Optional.empty();
        }
        if (scoped.rest().size() == 2) {
            return Optional.of(new Resource(BILLING, scoped, scoped.rest().getLast(), subscription(scoped)));
        }
        return scoped.rest().size() == 1
                ? Optional.of(Resource.at(BILLING, scoped, Map.of("GET", Route.LIST_SUBSCRIPTIONS)))
                : Optional.empty();
    }

    /** Whose it is is said at the customer; whoever changes what is said of it need not know. On whose invoices it is, its charges say. */
    private static Map<String, Route> subscription(ScopedPath scoped) {
        return switch (scoped.scope()) {
            case Scope.Customer customer -> Map.of("GET", Route.GET_SUBSCRIPTION, "PUT", Route.PUT_SUBSCRIPTION);
            case Scope.BillingProfile profile -> Map.of("GET", Route.GET_SUBSCRIPTION);
            default -> Map.of("GET", Route.GET_SUBSCRIPTION, "PATCH", Route.PATCH_SUBSCRIPTION);
        };
    }

    private static Optional<Resource> entity(ScopedPath scoped) {
        boolean itself = scoped.rest().isEmpty();
        return Optional.ofNullable(
                        switch (scoped.scope()) {
                            case Scope.BillingAccount account
                            when itself ->
                                Map.of(
                                        "GET",
                                        Route.GET_ACCOUNT,
                                        "PUT",
                                        Route.PUT_ACCOUNT,
                                        "PATCH",
                                        Route.PATCH_ACCOUNT);
                            case Scope.BillingAccount account
                            when scoped.restIs("billingProfiles") -> Map.of("GET", Route.LIST_PROFILES);
                            case Scope.BillingAccount account
                            when scoped.restIs("customers") -> Map.of("GET", Route.LIST_CUSTOMERS);
                            case Scope.BillingProfile profile
                            when scoped.restIs("customers") -> Map.of("GET", Route.LIST_CUSTOMERS);
                            case Scope.BillingProfile profile
                            when scoped.restBegins("customers") && scoped.rest().size() == 2 ->
                                Map.of("GET", Route.GET_CUSTOMER);
                            case Scope.BillingProfile profile
                            when itself -> Map.of("GET", Route.GET_PROFILE, "PUT", Route.PUT_PROFILE);
                            case Scope.Customer customer
                            when itself -> Map.of("GET", Route.GET_CUSTOMER, "PUT", Route.PUT_CUSTOMER);
                            default -> null;
                        })
                .map(methods -> Resource.at(BILLING, scoped, methods));
    }

    /** Outlay's own paths. */
    private static Optional<Resource> operation(List<String> segments) {
        if (segments.size() < 2) {
            return Optional.empty();
        }
        if (isCost(segments)) {
            return Optional.of(everyMethod(Route.FORWARD_TO_INGEST));
        }
        boolean exact = segments.size() == 2;
        return switch (lower(segments.get(1))) {
            case "acknowledge",
                    "agree",
                    "deliveries",
                    "recipients",
                    "silences",
                    "suppressions",
                    "unsubscribe",
                    "webhooks" -> Optional.of(everyMethod(Route.FORWARD_TO_ALERT));
            case "exchange-rates" -> own(exact, "POST", Route.IMPORT_RATES);
            case "reconciliation" ->
                segments.size() == 3
                        ? Optional.of(
                                new Resource(null, null, segments.getLast(), Map.of("GET", Route.GET_RECONCILIATION)))
                        : own(exact, "POST", Route.RECONCILE);
            case "recounts" ->
                segments.size() == 3
                        ? Optional.of(new Resource(null, null, segments.getLast(), Map.of("GET", Route.GET_RECOUNT)))
                        : Optional.empty();
            case "directory" -> directory(segments);
            case "audit" -> own(exact, "GET", Route.LIST_AUDIT);
            case "ledger" -> own(exact, "GET", Route.LEDGER_STATUS);
            case "sources" -> own(exact, "GET", Route.LIST_SOURCES);
            case "openapi" -> segments.size() == 3 ? description(segments.getLast()) : Optional.empty();
            default -> LinkRouting.download(segments);
        };
    }

    private static Optional<Resource> directory(List<String> segments) {
        if (segments.size() < 3 || !lower(segments.get(2)).equals("principals")) {
            return Optional.empty();
        }
        return switch (segments.size()) {
            case 3 -> own(true, "GET", Route.LIST_PRINCIPALS);
            case 4 -> Optional.of(new Resource(null, null, segments.getLast(), PRINCIPAL));
            default -> Optional.empty();
        };
    }

    /** Each service has its own document, and the front door leads to all of them. */
    private static Optional<Resource> description(String service) {
        return switch (lower(service)) {
            case "budget-service" -> own(true, "GET", Route.GET_DESCRIPTION);
            case "alert-service" -> Optional.of(everyMethod(Route.FORWARD_TO_ALERT));
            case "usage-ingest-service" -> Optional.of(everyMethod(Route.FORWARD_TO_INGEST));
            default -> Optional.empty();
        };
    }

    private static Optional<Resource> own(boolean exact, String method, Route route) {
        return exact ? Optional.of(new Resource(null, null, "", Map.of(method, route))) : Optional.empty();
    }

    private static Resource everyMethod(Route route) {
        return new Resource(
                null,
                null,
                "",
                Map.of("GET", route, "PUT", route, "POST", route, "PATCH", route, "DELETE", route, "HEAD", route));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
