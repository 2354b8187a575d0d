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
        return rest.startsWith(OF_PERIOD) && rest.endsWith("/" + SHEET) ? ofPeriod(scoped) : Optional.empty();
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
