/**
 * Owns what a budget is: scope, amount, time grain, filter, notifications, and the rules about them; and where budgets are kept. Does not own spend
 * ({@code ledger}), what was crossed ({@code evaluation}) or ARM's way of writing a budget down ({@code arm}).
 *
 * <p>Invariants: the currency of a budget is that of its scope and cannot be chosen; periods are half-open and in UTC; a condition has the same id as
 * long as nothing that decides it has changed, so it is told once in a period (DESIGN.md section 6, point 6). A budget of category ReservationUtilization has no spend, no periods and
 * no currency; the category of a budget stays. Each contact is answered for by the tenant that named it, in the person of whoever of
 * that tenant wrote the budget last ({@code Writers}).
 */
@NullMarked
package dev.outlay.budget.budget;

import org.jspecify.annotations.NullMarked;
