package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Optional;

/** Finds what Resource Manager itself has beside what providers add to it: providers, resource groups and management groups. */
final class ResourceManagerRouting {

    private ResourceManagerRouting() {}

    static Optional<Routing.Resource> at(ScopedPath scoped) {
        return ProviderRouting.at(scoped)
                .or(() -> ResourceGroupRouting.at(scoped))
                .or(() -> ManagementGroupRouting.at(scoped));
    }

    static Optional<Routing.Resource> ofTenant(List<String> segments) {
        return ProviderRouting.ofTenant(segments).or(() -> ManagementGroupRouting.ofTenant(segments));
    }
}
