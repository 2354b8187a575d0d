/**
 * Measures the running system beside what its parts reach alone, on one machine and in one run.
 *
 * <p>Owns: the load, the ledger it is put upon, the clocks, the comparisons (Kafka's producer benchmark, a plain
 * insert), the report. Does not own: how the services work; it starts them as they are built and speaks to them as a
 * client does, and to the database only to prepare and to count.
 *
 * <p>Invariants: loopback only; every measurement is bounded in count and in time; whatever is started is stopped,
 * whichever way the bench ends; a figure that was not measured is not printed.
 */
@NullMarked
package dev.outlay.bench;

import org.jspecify.annotations.NullMarked;
