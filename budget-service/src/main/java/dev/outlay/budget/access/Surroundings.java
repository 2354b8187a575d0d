package dev.outlay.budget.access;

import java.util.List;

/**
 * A scope with what is around and inside of it, as tables compare scopes.
 *
 * @param keys ARM ids in lower case of the scope itself, first, and of what is around it: a resource group's subscription, and the management group that a subscription is in
 * @param inside ARM ids in lower case below which everything else is inside of the scope: of the scope itself, or of the subscriptions in a management group
 */
record Surroundings(List<String> keys, List<String> inside) {

    Surroundings {
        keys = List.copyOf(keys);
        inside = List.copyOf(inside);
    }

    /** The same without what is around subscriptions. */
    Surroundings withoutGroups() {
        return new Surroundings(
                keys.stream().filter(key -> key.startsWith("/subscriptions/")).toList(), inside);
    }

    /** Whether the scope is this one or inside of it. */
    boolean isWithin(String key) {
        return keys.contains(key);
    }

    /** Whether one of both is the other, or inside of it. */
    boolean isRelated(String key) {
        return isWithin(key) || inside.stream().anyMatch(root -> key.equals(root) || key.startsWith(root + "/"));
    }
}
