package dev.outlay.budget.scope;

import java.util.Optional;

/**
 * The ARM id of an action group.
 *
 * @param owner where it lives: a subscription's resource group, or a billing account (Outlay's extension)
 * @param name the last segment
 */
public record ActionGroupId(Scope owner, String name) {

    /** Reads an id in any casing; empty when the text is no action group's id. */
    public static Optional<ActionGroupId> of(String text) {
        if (!text.startsWith("/") || !(ArmPath.of(text) instanceof ArmPath.Segments path)) {
            return Optional.empty();
        }
        return ScopedPath.of(path.segments())
                .filter(scoped -> scoped.restBegins("providers", "microsoft.insights", "actiongroups")
                        && scoped.rest().size() == 4)
                .filter(scoped ->
                        scoped.scope() instanceof Scope.ResourceGroup || scoped.scope() instanceof Scope.BillingAccount)
                .map(scoped -> new ActionGroupId(scoped.scope(), scoped.rest().getLast()));
    }
}
