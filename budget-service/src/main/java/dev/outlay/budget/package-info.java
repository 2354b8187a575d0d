/**
 * The budget service: scopes, cost ledger, budgets, evaluation, access and the ARM API, which is also the front door. Each package says what it owns; this one holds
 * the start alone.
 */
@NullMarked
package dev.outlay.budget;

import org.jspecify.annotations.NullMarked;
