package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds invoices, which are made at profiles and shown at their account too, and what is below one. */
final class InvoiceRouting {

    private InvoiceRouting() {}

    static Optional<Routing.Resource> resource(ScopedPath scoped) {
        boolean atProfile = scoped.scope() instanceof Scope.BillingProfile;
        if (!atProfile && !(scoped.scope() instanceof Scope.BillingAccount)) {
            return Optional.empty();
        }
        List<String> rest = scoped.rest();
        return switch (rest.size()) {
            case 1 -> Optional.of(Routing.Resource.at(Routing.BILLING, scoped, Map.of("GET", Route.LIST_INVOICES)));
            case 2 -> Optional.of(named(Routing.BILLING, scoped, "GET", Route.GET_INVOICE));
            default -> atProfile ? below(scoped, rest.subList(2, rest.size())) : Optional.empty();
        };
    }

    private static Optional<Routing.Resource> below(ScopedPath scoped, List<String> segments) {
        return Optional.ofNullable(
                switch (String.join("/", segments).toLowerCase(Locale.ROOT)) {
                    case "close" -> named(Routing.BILLING, scoped, "POST", Route.CLOSE_INVOICE);
                    case "providers/microsoft.consumption/usagedetails" ->
                        named(Routing.CONSUMPTION, scoped, "GET", Route.LIST_INVOICE_USAGE_DETAILS);
                    default -> null;
                });
    }

    /** Its name is the invoice's. */
    private static Routing.Resource named(String provider, ScopedPath scoped, String method, Route route) {
        return new Routing.Resource(provider, scoped, scoped.rest().get(1), Map.of(method, route));
    }
}
