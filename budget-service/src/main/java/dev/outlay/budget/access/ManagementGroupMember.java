package dev.outlay.budget.access;

import java.util.Locale;

/**
 * A subscription in a management group.
 *
 * @param subscription its id, as whoever put it there wrote it
 * @param groupArmId ARM id of the group, the same
 */
public record ManagementGroupMember(String subscription, String groupArmId) {

    /** @param groupKey ARM id of a group in lower case */
    boolean isIn(String groupKey) {
        return groupArmId.toLowerCase(Locale.ROOT).equals(groupKey);
    }
}
