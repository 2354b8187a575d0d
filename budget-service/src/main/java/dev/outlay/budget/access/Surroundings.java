package dev.outlay.budget.access;

import java.util.List;

/**
 * A scope and what is around it, as tables compare scopes: a resource group with its subscription, and a subscription with the management group that it is in.
 *
 * @param keys ARM ids in lower case, the scope itself first
 */
record Surroundings(List<String> keys) {

    Surroundings {
        keys = List.copyOf(keys);
    }

    /** Whether the scope is this one or inside of it. */
    boolean isWithin(String key) {
        return keys.contains(key);
    }

    /** Whether one of both is the other, or inside of it. */
    boolean isRelated(String key) {
        return isWithin(key) || key.startsWith(keys.getFirst() + "/");
    }
}
