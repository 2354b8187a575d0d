package dev.outlay.ingest.http;

/** The one decision that a route declares. */
public enum Decision {
    /** A principal that may publish cost, by {@link AccessRule}. */
    PUBLISHER,
    /** Any principal. */
    SIGNED_IN
}
