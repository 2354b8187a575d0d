package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a path about resource providers themselves names: those of a subscription, where they are registered, or of the tenant. Azure answers them as Microsoft.Resources. */
final class ProviderRouting {

    private ProviderRouting() {}

    /** {@code {subscription}/providers[/{namespace}[/register|/unregister]]}. */
    static Optional<Routing.Resource> at(ScopedPath scoped) {
        if (!(scoped.scope() instanceof Scope.Subscription) || !scoped.restBegins("providers")) {
            return Optional.empty();
        }
        return scoped.rest().size() == 3
                ? registration(scoped, scoped.rest().getLast().toLowerCase(Locale.ROOT))
                : found(scoped, scoped.rest());
    }

    /** {@code providers[/{namespace}]}. */
    static Optional<Routing.Resource> ofTenant(List<String> segments) {
        return segments.getFirst().equalsIgnoreCase("providers") ? found(null, segments) : Optional.empty();
    }

    private static Optional<Routing.Resource> found(@Nullable ScopedPath scoped, List<String> rest) {
        return switch (rest.size()) {
            case 1 -> resource(scoped, "", "GET", Route.LIST_PROVIDERS);
            case 2 -> resource(scoped, rest.getLast(), "GET", Route.GET_PROVIDER);
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> registration(ScopedPath scoped, String word) {
        return switch (word) {
            case "register" -> resource(scoped, scoped.rest().get(1), "POST", Route.REGISTER_PROVIDER);
            case "unregister" -> resource(scoped, scoped.rest().get(1), "POST", Route.UNREGISTER_PROVIDER);
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> resource(
            @Nullable ScopedPath scoped, String name, String method, Route route) {
        return Optional.of(new Routing.Resource(TenantRouting.RESOURCES, scoped, name, Map.of(method, route)));
    }
}
