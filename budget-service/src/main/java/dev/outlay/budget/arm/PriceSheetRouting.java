package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the prices of a billing profile are found. No other scope has any: they are the partner's. */
final class PriceSheetRouting {

    private static final String SHEET = "providers/microsoft.consumption/pricesheets/default";
    private static final String OF_PERIOD = "providers/microsoft.billing/billingperiods/";

    private PriceSheetRouting() {}

    /** Empty for every path that is not about price sheets. */
    static Optional<Routing.Resource> resource(ScopedPath scoped) {
        if (!(scoped.scope() instanceof Scope.BillingProfile)) {
            return Optional.empty();
        }
        String rest = String.join("/", scoped.rest()).toLowerCase(Locale.ROOT);
        if (rest.equals(SHEET)) {
            return Optional.of(Routing.Resource.at(Routing.CONSUMPTION, scoped, Map.of("GET", Route.GET_PRICE_SHEET)));
        }
        Optional<Routing.Resource> ofFile = file(scoped, rest);
        if (ofFile.isPresent()) {
            return ofFile;
        }
        return rest.startsWith(OF_PERIOD) && rest.endsWith("/" + SHEET) ? ofPeriod(scoped) : Optional.empty();
    }

    /** A download is asked for, of the profile or of an invoice whose name is the name then; and what became of it, by either provider's path. */
    private static Optional<Routing.Resource> file(ScopedPath scoped, String rest) {
        List<String> segments = scoped.rest();
        boolean ofInvoice = segments.size() > 2 && rest.startsWith("invoices");
        String asked = ofInvoice
                ? String.join("/", segments.subList(2, segments.size())).toLowerCase(Locale.ROOT)
                : rest;
        String invoice = ofInvoice ? segments.get(1) : "";
        if (asked.equals("pricesheet/default/download")) {
            return Optional.of(asking(Routing.BILLING, scoped, invoice));
        }
        if (asked.equals("providers/microsoft.costmanagement/pricesheets/default/download")) {
            return Optional.of(asking(Routing.COST_MANAGEMENT, scoped, invoice));
        }
        if (segments.size() == 2 && rest.startsWith("pricesheetdownloadoperations/")) {
            return Optional.of(operation(Routing.BILLING, scoped));
        }
        return segments.size() == 4 && rest.startsWith("providers/microsoft.costmanagement/operationresults/")
                ? Optional.of(operation(Routing.COST_MANAGEMENT, scoped))
                : Optional.empty();
    }

    private static Routing.Resource asking(String provider, ScopedPath scoped, String invoice) {
        return new Routing.Resource(provider, scoped, invoice, Map.of("POST", Route.DOWNLOAD_PRICE_SHEET));
    }

    private static Routing.Resource operation(String provider, ScopedPath scoped) {
        return new Routing.Resource(
                provider, scoped, scoped.rest().getLast(), Map.of("GET", Route.GET_PRICE_SHEET_DOWNLOAD));
    }

    /** Its name is the period's. */
    private static Optional<Routing.Resource> ofPeriod(ScopedPath scoped) {
        List<String> rest = scoped.rest();
        return rest.size() == 8
                ? Optional.of(new Routing.Resource(
                        Routing.CONSUMPTION,
                        scoped,
                        rest.get(3),
                        Map.of("GET", Route.GET_PRICE_SHEET, "PUT", Route.PUT_PRICE_SHEET)))
                : Optional.empty();
    }
}
