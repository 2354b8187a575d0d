/**
 * Owns the way of a Kafka record into the ledger: reading it, recording its batch, and what is done with one that cannot be counted. Does not own what a charge
 * means ({@code ledger}).
 *
 * <p>Invariants: an offset is committed only after its batch is; a failure of the database or the broker never rejects a charge, the batch is tried again
 * until it works; a record that cannot be counted goes to {@code cost-events-rejected} with its reason and its original bytes, and the rest of its batch goes on.
 */
@NullMarked
package dev.outlay.budget.stream;

import org.jspecify.annotations.NullMarked;
