package dev.outlay.budget.evaluation;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The lock between batches and whoever needs a moment without any. Batches hold it shared, until they commit; registering a series holds it exclusively, for
 * milliseconds, and closing an invoice for as long as it adds up and writes down ({@code closing_batch} of V24): then every batch with a number is committed or gone, and every later one sees the series (DESIGN.md section 6, point 4).
 */
final class StreamLock {

    /** Any number will do, as long as nobody else uses it: "outlay" on a telephone's keys. */
    private static final long KEY = 688529;

    private static final long BUILDER_KEY = KEY + 1;

    /**
     * A batch's place in time.
     *
     * @param batch its number
     * @param change number of the last change of budgets and series that it can see
     */
    record Place(long batch, long change) {}

    private StreamLock() {}

    /** Joins the stream. Number and change are read in a statement of their own, since one that waited for the lock would see what was true before. */
    static Uni<Place> join(Mutiny.StatelessSession session) {
        return lock(session, "pg_advisory_xact_lock_shared", KEY)
                .chain(() -> session.createNativeQuery(
                                "select nextval('charge_batch'), (select number from budget_change)", Object[].class)
                        .getSingleResult())
                .map(row -> new Place((Long) row[0], (Long) row[1]));
    }

    /** Waits until no batch is in flight, and keeps later ones waiting until the transaction ends. */
    static Uni<Void> hold(Mutiny.StatelessSession session) {
        return lock(session, "pg_advisory_xact_lock", KEY);
    }

    /** Whether this transaction is now the only one that builds series, in all replicas. */
    static Uni<Boolean> tryToBuild(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(?1)", Boolean.class)
                .setParameter(1, BUILDER_KEY)
                .getSingleResult();
    }

    /** The last number that a batch has taken; meaningful while the lock is held. */
    static Uni<Long> lastBatch(Mutiny.StatelessSession session) {
        return session.createNativeQuery(
                        "select case when is_called then last_value else 0 end from charge_batch", Long.class)
                .getSingleResult();
    }

    private static Uni<Void> lock(Mutiny.StatelessSession session, String function, long key) {
        return session.createNativeQuery("select true from (select " + function + "(?1)) as locked", Boolean.class)
                .setParameter(1, key)
                .getSingleResult()
                .replaceWithVoid();
    }
}
