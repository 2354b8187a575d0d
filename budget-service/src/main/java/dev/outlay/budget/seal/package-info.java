/**
 * Owns what goes out and comes back unchanged: a text that is sealed for one purpose cannot be read, made or changed by whoever carries it. Does not own what it means or how long
 * it holds.
 *
 * <p>Invariant: one key for all replicas, kept in the database, which is what it protects.
 */
@NullMarked
package dev.outlay.budget.seal;

import org.jspecify.annotations.NullMarked;
