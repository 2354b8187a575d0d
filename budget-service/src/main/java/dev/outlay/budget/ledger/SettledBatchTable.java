package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** The sequence {@code charge_batch}, as whoever reads the ledger as of one moment asks it. */
public final class SettledBatchTable {

    private SettledBatchTable() {}

    /**
     * Number of the last batch, once every batch up to it is committed or gone (function {@code settled_batch}, V13): what a later statement reads of batches up to it stays as it is for ever. Waits for batches in
     * flight and keeps none of them waiting.
     */
    public static Uni<Long> now(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select settled_batch()", Long.class).getSingleResult();
    }

    /**
     * Takes a number that divides what was recorded from what will be (function {@code closing_batch}, V24): waits until no batch is in flight, and keeps later ones waiting until the transaction ends. What its next
     * statement reads is what batches of lower numbers have written.
     */
    public static Uni<Long> divide(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select closing_batch()", Long.class).getSingleResult();
    }
}
