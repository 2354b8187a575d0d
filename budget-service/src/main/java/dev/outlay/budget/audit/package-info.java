/**
 * Owns the audit: who changed what, when, from what to what, and in which request. Does not own what is changed, nor who may change or read it.
 *
 * <p>Invariants: an entry is written in the transaction of the change that it tells of; entries are only added, the database refuses to change or delete one.
 */
@NullMarked
package dev.outlay.budget.audit;

import org.jspecify.annotations.NullMarked;
