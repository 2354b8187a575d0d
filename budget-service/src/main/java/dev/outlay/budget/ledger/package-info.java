/**
 * Owns the ledger: what a charge is, at which price it counts in which view, what becomes of one that was seen before, and the daily cost and spend
 * that follow from it. Does not own budgets ({@code budget}) or what they find ({@code evaluation}).
 *
 * <p>Invariants (DESIGN.md section 5): a charge counts once, by the primary key; a restatement takes back the old row and adds the new one; the daily
 * cost and every spend equal the ledger after every commit; what is replaced is kept. Tables are touched in the order ledger, daily cost, spend.
 * Tests: {@code CountingTest}, {@code RecordChargesTest}.
 */
@NullMarked
package dev.outlay.budget.ledger;

import org.jspecify.annotations.NullMarked;
