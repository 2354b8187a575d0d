/**
 * Owns the places at which cost is seen: billing account, billing profile, customer, subscription and resource group, their ARM ids, and the
 * price view that each implies. Does not own who may see them ({@code access}) or how they are stored ({@code ledger}).
 *
 * <p>Invariants: a scope is compared by its lower-case key, because ARM ids are not case-sensitive; what a user wrote is shown to them again.
 */
@NullMarked
package dev.outlay.budget.scope;

import org.jspecify.annotations.NullMarked;
