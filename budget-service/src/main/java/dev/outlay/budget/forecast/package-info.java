/**
 * Owns what days to come are expected to cost, given what days gone by did cost: the model, its fit, its interval, and which purchases come again. Does not own where the days are read
 * ({@code analysis}), nor what is told of a budget's forecast ({@code evaluation}). Knows Java alone: no database, no clock, no randomness.
 *
 * <p>Invariants (docs/decisions/0010): the same days give the same forecast, to the last digit; nothing is ever not a number; one currency at a time; amounts come in and go out as decimals, going
 * out with the digits of their currency; where days are missing the interval is wider, never narrower. Tests: {@code ForecastTest}, {@code ForecastPropertyTest},
 * {@code RecurringPurchasesTest}, and the backtest in {@code deploy/bench}.
 */
@NullMarked
package dev.outlay.budget.forecast;

import org.jspecify.annotations.NullMarked;
