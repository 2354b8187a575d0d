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
            case 2 -> Optional.of(itself(scoped, atProfile));
            default -> below(scoped, rest.subList(2, rest.size()), atProfile);
        };
    }

    /** What has become of it is said at its profile. */
    private static Routing.Resource itself(ScopedPath scoped, boolean atProfile) {
        return new Routing.Resource(
                Routing.BILLING,
                scoped,
                scoped.rest().getLast(),
                atProfile
                        ? Map.of("GET", Route.GET_INVOICE, "PUT", Route.PUT_INVOICE)
                        : Map.of("GET", Route.GET_INVOICE));
    }

    /** A file is asked for at the account too; everything else is below the invoice at its profile. */
    private static Optional<Routing.Resource> below(ScopedPath scoped, List<String> segments, boolean atProfile) {
        String below = String.join("/", segments).toLowerCase(Locale.ROOT);
        if (below.equals("download")) {
            return Optional.of(named(Routing.BILLING, scoped, "POST", Route.DOWNLOAD_INVOICE));
        }
        return atProfile ? atProfile(scoped, segments, below) : Optional.empty();
    }

    private static Optional<Routing.Resource> atProfile(ScopedPath scoped, List<String> segments, String below) {
        if (segments.size() == 2 && segments.getFirst().equalsIgnoreCase("operationResults")) {
            return Optional.of(new Routing.Resource(
                    Routing.BILLING, scoped, segments.getLast(), Map.of("GET", Route.GET_INVOICE_DOWNLOAD)));
        }
        return Optional.ofNullable(
                switch (below) {
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
