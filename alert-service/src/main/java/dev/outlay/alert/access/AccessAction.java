package dev.outlay.alert.access;

/** What is asked for. */
public enum AccessAction {
    /** See alerts and action groups. */
    READ,
    /** Dismiss alerts, write action groups. */
    WRITE
}
