package dev.outlay.budget.arm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what clients ask for when somebody has signed in: which tenants and subscriptions there are for it. No provider stands in these paths; Azure answers them as Microsoft.Resources. */
final class TenantRouting {

    static final String RESOURCES = "Microsoft.Resources";

    private TenantRouting() {}

    static Optional<Routing.Resource> resource(List<String> segments) {
        return switch (segments.size()) {
            case 1 ->
                switch (segments.getFirst().toLowerCase(Locale.ROOT)) {
                    case "subscriptions" -> found("", Route.LIST_SEEN_SUBSCRIPTIONS);
                    case "tenants" -> found("", Route.LIST_TENANTS);
                    default -> Optional.empty();
                };
            case 2 ->
                segments.getFirst().equalsIgnoreCase("subscriptions")
                        ? found(segments.getLast(), Route.GET_SEEN_SUBSCRIPTION)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> found(String name, Route route) {
        return Optional.of(new Routing.Resource(RESOURCES, null, name, Map.of("GET", route)));
    }
}
