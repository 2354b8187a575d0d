package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a path about deployments names: at a subscription or resource group, or at the tenant, where a path has no scope. Billing scopes and management groups have none. */
final class DeploymentRouting {

    private static final int BEFORE_NAME = 3;

    private static final Map<String, Route> DEPLOYMENT =
            Map.of("GET", Route.GET_DEPLOYMENT, "PUT", Route.PUT_DEPLOYMENT, "DELETE", Route.DELETE_DEPLOYMENT);

    private static final Map<String, Route> OF_TENANT = Map.of(
            "GET", Route.GET_TENANT_DEPLOYMENT,
            "PUT", Route.PUT_TENANT_DEPLOYMENT,
            "DELETE", Route.DELETE_TENANT_DEPLOYMENT);

    private DeploymentRouting() {}

    /** {@code {scope}/providers/Microsoft.Resources/deployments[/{name}[/validate|/cancel|/operations[/{operation}]]]}. */
    static Optional<Routing.Resource> at(ScopedPath scoped) {
        return scoped.scope().kind().isBilling() ? Optional.empty() : found(scoped, scoped.rest());
    }

    /** The same without a scope. */
    static Optional<Routing.Resource> ofTenant(List<String> segments) {
        return segments.size() >= BEFORE_NAME
                        && lower(String.join("/", segments.subList(0, BEFORE_NAME)))
                                .equals("providers/microsoft.resources/deployments")
                ? found(null, segments)
                : Optional.empty();
    }

    /** Whether it is asked with HEAD, too: then whether it is there is all that is answered (checkExistence of Azure's SDKs). */
    static boolean isAskedForExistence(Route route) {
        return route == Route.GET_DEPLOYMENT
                || route == Route.GET_TENANT_DEPLOYMENT
                || route == Route.GET_RESOURCE_GROUP;
    }

    private static Optional<Routing.Resource> found(@Nullable ScopedPath scoped, List<String> rest) {
        boolean atTenant = scoped == null;
        return switch (rest.size()) {
            case BEFORE_NAME ->
                resource(scoped, "", "GET", atTenant ? Route.LIST_TENANT_DEPLOYMENTS : Route.LIST_DEPLOYMENTS);
            case BEFORE_NAME + 1 ->
                Optional.of(new Routing.Resource(
                        TenantRouting.RESOURCES, scoped, rest.getLast(), atTenant ? OF_TENANT : DEPLOYMENT));
            case BEFORE_NAME + 2 -> below(scoped, rest.get(BEFORE_NAME), lower(rest.getLast()));
            case BEFORE_NAME + 3 ->
                lower(rest.get(BEFORE_NAME + 1)).equals("operations")
                        ? resource(
                                scoped,
                                rest.get(BEFORE_NAME) + "/" + rest.getLast(),
                                "GET",
                                atTenant ? Route.GET_TENANT_DEPLOYMENT_OPERATION : Route.GET_DEPLOYMENT_OPERATION)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> below(@Nullable ScopedPath scoped, String name, String word) {
        boolean atTenant = scoped == null;
        return switch (word) {
            case "validate" ->
                resource(scoped, name, "POST", atTenant ? Route.VALIDATE_TENANT_DEPLOYMENT : Route.VALIDATE_DEPLOYMENT);
            case "cancel" ->
                resource(scoped, name, "POST", atTenant ? Route.CANCEL_TENANT_DEPLOYMENT : Route.CANCEL_DEPLOYMENT);
            case "operations" ->
                resource(
                        scoped,
                        name,
                        "GET",
                        atTenant ? Route.LIST_TENANT_DEPLOYMENT_OPERATIONS : Route.LIST_DEPLOYMENT_OPERATIONS);
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> resource(
            @Nullable ScopedPath scoped, String name, String method, Route route) {
        return Optional.of(new Routing.Resource(TenantRouting.RESOURCES, scoped, name, Map.of(method, route)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
