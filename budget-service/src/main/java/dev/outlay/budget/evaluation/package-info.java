/**
 * Owns what happens when charges arrive: the batch that records them, the index from a charge to the budgets it touches, and the crossings that are found, of spends and of
 * forecasts. Does not own the ledger's tables ({@code ledger}), what a budget is ({@code budget}) or how a crossing is sent ({@code outbox}).
 *
 * <p>Invariants (DESIGN.md sections 5 and 6): a batch is one transaction in the order ledger, daily cost, spend, crossing, outbox; a crossing is recorded once for
 * a budget, period and condition, and resolved while that is true no more; a budget that is made while charges stream counts each exactly once, because series are registered under a lock that no
 * batch holds, and because a batch looks for changed budgets again once it holds its spends; a series that no budget asks for ends, under the same lock; of
 * what was deleted or has ended nothing stays in memory; a budget is forecast by one worker at a time, and what it finds counts only of the budget and day that it began with. Tests: {@code RecordChargesTest}, {@code CrossingsTest}, {@code ResolvedCrossingsTest}, {@code BudgetsWhileStreamingTest},
 * {@code EndedSeriesTest}, {@code ForgottenBudgetsTest}, {@code BudgetForecastsTest}.
 */
@NullMarked
package dev.outlay.budget.evaluation;

import org.jspecify.annotations.NullMarked;
