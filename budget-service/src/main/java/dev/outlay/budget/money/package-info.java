/**
 * Owns exact decimals and exchange rates: how a decimal is read, and what a charge is worth in US dollars. Does not own which charges count
 * ({@code ledger}) or who publishes rates.
 *
 * <p>Invariants: amounts are decimals from end to end; an amount is converted once, at scale 18, half-even, and the rate and its day are kept with the
 * result; what a charge states is never computed; without a rate there is no amount, and never
 * zero (DESIGN.md section 6, point 9). Tests: {@code DollarValueTest}, {@code ExchangeRatesTest}.
 */
@NullMarked
package dev.outlay.budget.money;

import org.jspecify.annotations.NullMarked;
