/**
 * The Kafka edge of crossings: reads batches of {@code budget-alerts} and has them recorded.
 *
 * <p>Owns the table {@code unreadable_event}. Does not decide who is told. Invariants: offsets are committed after the
 * transaction; a record that cannot be read is kept with its bytes and the rest of its batch goes on, and is read again once its type
 * is known; a database that is away rejects nothing, the batch waits for it.
 */
@NullMarked
package dev.outlay.alert.intake;

import org.jspecify.annotations.NullMarked;
