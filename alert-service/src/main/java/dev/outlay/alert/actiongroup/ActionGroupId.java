package dev.outlay.alert.actiongroup;

import dev.outlay.alert.scope.ArmPath;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an action group lives: its owner is a resource group or a billing account. */
public record ActionGroupId(Scope owner, String name) {

    /** The ARM id with a leading slash. */
    public String id() {
        return owner.id() + "/providers/Microsoft.Insights/actionGroups/" + name;
    }

    /** The id in lower case: two spellings of one group have one key. */
    public String key() {
        return id().toLowerCase(Locale.ROOT);
    }

    /** The name in lower case. */
    public String nameKey() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Reads an ARM id of an action group as it stands in a budget's {@code contactGroups}; empty for anything else. */
    public static Optional<ActionGroupId> ofId(String id) {
        return ArmPath.ofId(id)
                .path()
                .flatMap(path -> ScopedPath.of(path.segments()))
                .flatMap(scoped -> inPath(scoped.scope(), scoped.rest()));
    }

    /** Reads what follows a scope in a path; empty where it is not an action group. */
    public static Optional<ActionGroupId> inPath(Scope scope, List<String> rest) {
        boolean names = rest.size() == 4
                && rest.get(0).equalsIgnoreCase("providers")
                && rest.get(1).equalsIgnoreCase("Microsoft.Insights")
                && rest.get(2).equalsIgnoreCase("actionGroups");
        return names && canOwn(scope) ? Optional.of(new ActionGroupId(scope, rest.get(3))) : Optional.empty();
    }

    /** Whether action groups live at such a scope. */
    public static boolean canOwn(Scope scope) {
        return scope instanceof Scope.ResourceGroup || scope instanceof Scope.BillingAccount;
    }

    /** The subscription in which the group lives, in lower case; empty below a billing account. */
    public Optional<String> subscription() {
        return owner.subscriptionKey();
    }
}
