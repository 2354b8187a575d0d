/**
 * Owns why a threshold was reached, as the alert says it: which days a spend is compared with, and which services, subscriptions and resource groups have moved it most. Does not own what counts at which
 * price ({@code analysis}, {@code ledger.Counting}), nor when a message is sent and how long an explanation may take ({@code outbox}).
 *
 * <p>Invariants (DESIGN.md section 6, point 14): it is in the budget's own price view, metric, filter and currency, of the charges that its scope sees and no others; amounts are exact and add up to the spend that crossed; a message without an
 * explanation is a good message. Tests: {@code ComparedDaysTest}, {@code ExplanationTest}, {@code ExplainedCrossingsTest}, {@code ExplainedViewsTest}.
 */
@NullMarked
package dev.outlay.budget.explanation;

import org.jspecify.annotations.NullMarked;
