/**
 * Owns the work that sets charges right after something else has changed, and the count that shows that all is right: rates that came, customers that were reclassified or moved,
 * reconciliation. Does not own how a charge counts ({@code ledger}) or the batch that changes it ({@code evaluation}).
 *
 * <p>Invariants: whatever changes a charge goes through the same transaction as a batch from the stream, so that daily cost and spend follow and crossings are
 * found; reconciliation changes nothing.
 */
@NullMarked
package dev.outlay.budget.recount;

import org.jspecify.annotations.NullMarked;
