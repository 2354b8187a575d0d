package dev.outlay.alert.access;

/** What somebody wants to do; each route declares one. */
public enum AccessAction {
    /** Look. */
    READ,
    /** Change what is there. */
    WRITE,
    /** Make what then belongs to whoever owns the subscription: an action group. */
    OWN,
    /** Operate what concerns the partner as a whole: deliveries. */
    ADMINISTER,
    /** Read what is said to everybody who has a token: the description of the API. */
    SIGNED_IN,
    /** Do the one thing that a signed link is for: whoever has the link may, with or without a token. */
    SIGNED_LINK
}
