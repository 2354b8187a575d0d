package dev.outlay.alert.access;

/** What somebody wants to do at a scope. */
public enum AccessAction {
    /** Look. */
    READ,
    /** Change what is there. */
    WRITE,
    /** Make what then belongs to whoever owns the subscription: an action group. */
    OWN
}
