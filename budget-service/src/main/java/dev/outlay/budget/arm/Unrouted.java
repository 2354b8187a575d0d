package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;

/** What is said of a path that names no resource. */
final class Unrouted {

    private Unrouted() {}

    /** A management group is refused as a scope of cost with Azure's code for it (functional spec 1.1); of anything else it is said that nothing is there. */
    static Refusal refusal(List<String> segments) {
        return ScopedPath.of(segments)
                .filter(path -> path.scope() instanceof Scope.ManagementGroup)
                .filter(path -> path.restBegins("providers", "microsoft.consumption")
                        || path.restBegins("providers", "microsoft.costmanagement"))
                .map(
                        path -> new Refusal(
                                400,
                                "SubscriptionTypeNotSupported",
                                "Management groups are no scope of cost for the subscriptions of a partner's customers. Ask for a"
                                        + " subscription or resource group; roles that are assigned at a management group act there."))
                .orElseGet(() -> Refusal.notFound("ResourceNotFound", "There is nothing at this path."));
    }
}
