package dev.outlay.alert.delivery;

import io.smallrye.mutiny.Uni;

/** Carries notices. */
public interface Notices {

    /** Sends one; it has been sent when this succeeds. What fails may have been sent all the same. */
    Uni<Void> send(Notice notice);
}
