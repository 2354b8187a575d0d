package dev.outlay.budget.export;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A run in the hands of whoever has claimed it.
 *
 * @param holder who that is, in whichever replica
 */
record HeldRun(Mutiny.SessionFactory sessions, ExportRights rights, ExportRunTable.Claimed run, String holder) {

    /** Far longer than a step takes; while a file is put into the folder it is renewed with each part. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Decides as of now; fails with the refusal. */
    Uni<Place> allowed(Mutiny.StatelessSession session) {
        return rights.now(
                session,
                run.by(),
                run.rightsAt(),
                ScopedPath.ofId(run.scopeArmId()).orElseThrow(),
                run.owner());
    }

    /** The same in a session of its own. */
    Uni<Place> allowed() {
        return sessions.withStatelessSession(this::allowed);
    }

    /** Holds the run longer; fails with an {@link IllegalStateException} where it is held no more, or is gone with its export. */
    Uni<Void> renew() {
        return sessions.withStatelessTransaction(session -> ExportRunTable.renew(session, run.id(), holder, LEASE))
                .invoke(HeldRun::requireHeld)
                .replaceWithVoid();
    }

    /** Holds the run longer, and notes in which folder something of it can be seen from now on; fails as {@link #renew()} does. */
    Uni<Void> appearing(String folder) {
        return sessions.withStatelessTransaction(
                        session -> ExportRunTable.appearing(session, run.id(), holder, LEASE, folder))
                .invoke(HeldRun::requireHeld)
                .replaceWithVoid();
    }

    static void requireHeld(boolean held) {
        if (!held) {
            throw new IllegalStateException("somebody else has the run of an export now, or it was deleted");
        }
    }
}
