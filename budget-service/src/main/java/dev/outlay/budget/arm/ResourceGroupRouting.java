package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.Map;
import java.util.Optional;

/** Finds what a path about resource groups themselves names: those of a subscription, one, or what is in it. Azure answers them as Microsoft.Resources. */
final class ResourceGroupRouting {

    private static final Map<String, Route> GROUP = Map.of(
            "GET", Route.GET_RESOURCE_GROUP,
            "PUT", Route.PUT_RESOURCE_GROUP,
            "PATCH", Route.PATCH_RESOURCE_GROUP,
            "DELETE", Route.DELETE_RESOURCE_GROUP);

    private ResourceGroupRouting() {}

    /** {@code {subscription}/resourceGroups[/{name}[/resources]]}. */
    static Optional<Routing.Resource> at(ScopedPath scoped) {
        return switch (scoped.scope()) {
            case Scope.Subscription subscription
            when scoped.restIs("resourceGroups") ->
                Optional.of(Routing.Resource.at(
                        TenantRouting.RESOURCES, scoped, Map.of("GET", Route.LIST_RESOURCE_GROUPS)));
            case Scope.ResourceGroup group
            when scoped.rest().isEmpty() ->
                Optional.of(new Routing.Resource(TenantRouting.RESOURCES, scoped, group.resourceGroup(), GROUP));
            case Scope.ResourceGroup group
            when scoped.restIs("resources") ->
                Optional.of(Routing.Resource.at(
                        TenantRouting.RESOURCES, scoped, Map.of("GET", Route.LIST_RESOURCES_OF_GROUP)));
            default -> Optional.empty();
        };
    }
}
