package dev.outlay.budget.access;

/**
 * A subscription as somebody sees it who has a right there.
 *
 * @param id in the casing in which it became known
 * @param displayName as people have said, else as its charges do, else its id
 * @param tenant of the customer as whose it is seen; the partner's for one whose charges name no customer
 * @param current whether it belongs to that customer now: a former one sees what it left there
 */
public record SeenSubscription(String id, String displayName, String tenant, boolean current) {}
