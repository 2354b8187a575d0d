/**
 * Owns resource groups as resources of Resource Manager: where one is said to be, its tags, and whether it is there. Does not own what a group costs, nor the budgets, roles and deployments at it, which neither need the group nor go with it.
 *
 * <p>Invariant: what is said of a group is kept under its place and not under its id, so that of a subscription that moves to another customer the new one sees nothing of the old.
 */
@NullMarked
package dev.outlay.budget.resourcegroup;

import org.jspecify.annotations.NullMarked;
