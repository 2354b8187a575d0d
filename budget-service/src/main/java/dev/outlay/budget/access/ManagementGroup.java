package dev.outlay.budget.access;

import java.util.List;

/**
 * A management group. All are below the tenant's root, and none is in another one.
 *
 * @param armId as it was first written
 * @param displayName its name where nobody has said another one
 * @param subscriptions ids of those in it; empty where they were not asked for
 */
public record ManagementGroup(String armId, String displayName, List<String> subscriptions) {

    public ManagementGroup {
        subscriptions = List.copyOf(subscriptions);
    }

    /** The last segment of its id. */
    public String name() {
        return armId.substring(armId.lastIndexOf('/') + 1);
    }
}
