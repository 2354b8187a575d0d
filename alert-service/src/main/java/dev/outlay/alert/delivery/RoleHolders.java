package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessEvent.DirectoryPrincipal;
import dev.outlay.alert.access.AccessFacts;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told where a notification names a role: whoever holds it at the scope or above, has an address in the directory, and
 * may see the cost of the scope. A customer's people are told only what is their customer's, and only while the partner lets
 * them view charges.
 */
record RoleHolders(AccessDecision.Rules rules, AccessFacts facts) {

    /** Azure's names of the roles, in lower case and without spaces, to those of the topic {@code access}. */
    private static final Map<String, String> ROLES = Map.of(
            "owner", "Owner",
            "contributor", "Contributor",
            "reader", "Reader",
            "costmanagementcontributor", "CostManagementContributor",
            "costmanagementreader", "CostManagementReader");

    /** Where the holders of a role are told, or why nobody is. */
    sealed interface Found {

        /** At these addresses; never empty. */
        record At(List<String> addresses) implements Found {}

        /** Nowhere. */
        record Nowhere(DeliveryState state, String reason) implements Found {}
    }

    Found of(Crossing crossing, String name) {
        Optional<String> role =
                Optional.ofNullable(ROLES.get(name.replace(" ", "").toLowerCase(Locale.ROOT)));
        Scope scope = crossing.budget().scope();
        if (role.isEmpty()) {
            return new Found.Nowhere(DeliveryState.Unsupported, "role-not-known");
        }
        if (scope.isBilling()) {
            return new Found.Nowhere(DeliveryState.Unsupported, "roles-not-at-billing-scopes");
        }
        if (!facts.isFresh()) {
            return new Found.Nowhere(DeliveryState.Unresolved, "access-not-heard");
        }
        List<String> addresses = scope.keysUpwards().stream()
                .flatMap(key -> facts.holdersOf(role.get(), key).stream())
                .distinct()
                .sorted()
                .flatMap(holder -> facts.principal(holder).stream())
                .filter(holder -> mayHear(crossing, holder) instanceof SpeakingRight.Given)
                .flatMap(holder -> holder.mail().stream())
                .toList();
        return addresses.isEmpty()
                ? new Found.Nowhere(DeliveryState.Unresolved, "no-address-of-the-role")
                : new Found.At(addresses);
    }

    /**
     * Whether an address that was told as that of a role may be told still. Who is named by address, or through an action
     * group, is told whoever it is.
     */
    SpeakingRight still(Crossing crossing, String address) {
        boolean named = crossing.notification().contactEmails().stream().anyMatch(address::equalsIgnoreCase);
        if (named
                || crossing.notification().contactRoles().isEmpty()
                || crossing.budget().scope().isBilling()) {
            return new SpeakingRight.Given();
        }
        SpeakingRight last = new SpeakingRight.Given();
        for (DirectoryPrincipal reader : facts.readersOf(address)) {
            last = mayHear(crossing, reader);
            if (last instanceof SpeakingRight.Given) {
                return last;
            }
        }
        return last;
    }

    private SpeakingRight mayHear(Crossing crossing, DirectoryPrincipal holder) {
        AccessDecision decision = rules.decide(
                new Principal(holder.principalId(), holder.tenant(), Set.of()),
                crossing.budget().scope(),
                AccessAction.READ,
                facts);
        return switch (decision) {
            case AccessDecision.Allowed allowed ->
                allowed.onlyOf().isEmpty() || allowed.onlyOf().equals(crossing.customer())
                        ? new SpeakingRight.Given()
                        : new SpeakingRight.Withdrawn("it is about the charges of another customer");
            case AccessDecision.Denied denied -> new SpeakingRight.Withdrawn(denied.reason());
            case AccessDecision.NotHeard notHeard -> new SpeakingRight.Unknown(notHeard.reason());
        };
    }
}
