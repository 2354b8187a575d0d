/**
 * Owns what the partner can say and see of its billing accounts, profiles, customers and their subscriptions, each customer's cost-visibility policy, and the
 * profiles' invoices, and the sums of charges by month. Does not own how charges make these known ({@code ledger}), nor how cost is added up ({@code analysis}).
 *
 * <p>Invariants: a customer under the CSP offer has no policy; changing an agreement marks the customer for a recount, which can be seen, so that its charges are counted
 * under the agreement that holds now, and counts as a change of budgets, so that no later batch counts a charge under the former one (DESIGN.md section 6,
 * point 10). What a profile's invoices add up to is its daily cost, at every moment: a closed invoice never changes, and what its charges become later is on the
 * next open one (point 11).
 */
@NullMarked
package dev.outlay.budget.billing;

import org.jspecify.annotations.NullMarked;
