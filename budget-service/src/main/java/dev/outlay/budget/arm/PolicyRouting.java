package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a customer's cost-visibility policy, at the customer and through the customer's billing profile, and the policy of the profile itself. */
final class PolicyRouting {

    private PolicyRouting() {}

    static Optional<Routing.Resource> resource(ScopedPath scoped) {
        return switch (scoped.scope()) {
            case Scope.Customer customer -> policy(scoped, 0);
            case Scope.BillingProfile profile when scoped.restBegins("customers") -> policy(scoped, 2);
            case Scope.BillingProfile profile
            when scoped.restIs("policies", "default") ->
                Optional.of(Routing.Resource.at(
                        Routing.BILLING,
                        scoped,
                        Map.of("GET", Route.GET_PROFILE_POLICY, "PUT", Route.PUT_PROFILE_POLICY)));
            default -> Optional.empty();
        };
    }

    /** @param from which segment of the rest the policy begins */
    private static Optional<Routing.Resource> policy(ScopedPath scoped, int from) {
        List<String> rest = scoped.rest();
        if (rest.size() < from + 2
                || !rest.get(from).equalsIgnoreCase("policies")
                || !rest.get(from + 1).equalsIgnoreCase("default")) {
            return Optional.empty();
        }
        if (rest.size() == from + 2) {
            return Optional.of(Routing.Resource.at(
                    Routing.BILLING, scoped, Map.of("GET", Route.GET_POLICY, "PUT", Route.PUT_POLICY)));
        }
        boolean result = from == 0 && rest.size() == 4 && rest.get(2).equalsIgnoreCase("operationResults");
        return result
                ? Optional.of(new Routing.Resource(
                        Routing.BILLING, scoped, rest.getLast(), Map.of("GET", Route.GET_POLICY_OPERATION)))
                : Optional.empty();
    }
}
