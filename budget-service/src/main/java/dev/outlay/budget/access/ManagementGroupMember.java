package dev.outlay.budget.access;

/**
 * A subscription in a management group.
 *
 * @param subscription its id, as whoever put it there wrote it
 * @param groupArmId ARM id of the group, the same
 */
public record ManagementGroupMember(String subscription, String groupArmId) {}
