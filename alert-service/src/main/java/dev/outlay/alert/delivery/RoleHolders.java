package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessEvent.DirectoryPrincipal;
import dev.outlay.alert.access.AccessFacts;
import dev.outlay.alert.access.BuiltInRole;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told where a notification names a role: whoever holds it at the scope or above, has an address in the directory, and
 * may see the cost of the scope. A customer's people are told only what is their customer's, and only while the partner lets
 * them view charges.
 */
record RoleHolders(AccessDecision.Rules rules, AccessFacts facts) {

    /** Where the holders of a role are told, or why nobody is. */
    sealed interface Found {

        /** These people; never empty. */
        record Holders(List<Holder> holders) implements Found {}

        /** Nobody can say before access is heard. */
        record NotHeard() implements Found {}

        /** Nobody, for good or until an operator looks again. */
        record Nobody(DeliveryState state, String reason) implements Found {}
    }

    /** Somebody who holds a role and has an address; {@code principal} is the id in lower case. */
    record Holder(String principal, String address) {}

    Found of(Crossing crossing, String name) {
        Optional<BuiltInRole> builtIn = BuiltInRole.named(name);
        Scope scope = crossing.budget().scope();
        if (scope.isBilling()) {
            return new Found.Nobody(
                    DeliveryState.Unsupported, builtIn.isEmpty() ? "role-not-known" : "roles-not-at-billing-scopes");
        }
        if (!facts.isFresh()) {
            return new Found.NotHeard();
        }
        Set<String> roles =
                builtIn.map(role -> Set.of(role.label())).orElseGet(() -> facts.customRolesNamed(name.strip()));
        if (roles.isEmpty()) {
            return new Found.Nobody(DeliveryState.Unsupported, "role-not-known");
        }
        List<Holder> holders = scope.keysUpwards().stream()
                .flatMap(key -> roles.stream().flatMap(role -> facts.holdersOf(role, key).stream()))
                .distinct()
                .sorted()
                .flatMap(id -> facts.principal(id).stream())
                .filter(principal -> mayHear(crossing, principal) instanceof SpeakingRight.Given)
                .flatMap(principal -> principal.mail().map(mail -> new Holder(principal.principalId(), mail)).stream())
                .toList();
        return holders.isEmpty()
                ? new Found.Nobody(DeliveryState.Unresolved, "no-address-of-the-role")
                : new Found.Holders(holders);
    }

    /**
     * Whether an address may still be told that was found as that of these people: one of them has it still, and may see the
     * cost still. Where there are none the address was named otherwise, and is told whoever reads there.
     */
    SpeakingRight still(Crossing crossing, List<String> principals, String address) {
        if (principals.isEmpty()) {
            return new SpeakingRight.Given();
        }
        if (!facts.isFresh()) {
            return new SpeakingRight.Unknown("the directory is not known at the moment");
        }
        SpeakingRight right = new SpeakingRight.Withdrawn("nobody who held the role has this address any more");
        for (String id : principals) {
            Optional<DirectoryPrincipal> reader = facts.principal(id).filter(each -> reads(each, address));
            if (reader.isPresent()) {
                right = mayHear(crossing, reader.get());
            }
            if (right instanceof SpeakingRight.Given) {
                return right;
            }
        }
        return right;
    }

    private static boolean reads(DirectoryPrincipal principal, String address) {
        return principal.mail().filter(address::equalsIgnoreCase).isPresent();
    }

    private SpeakingRight mayHear(Crossing crossing, DirectoryPrincipal holder) {
        return SpeakingRight.toReader(
                new Principal(holder.principalId(), holder.tenant(), Set.of()), crossing, rules, facts);
    }
}
