/**
 * Owns how work that nobody waits for is run: one at a time, again and again, at once when woken. Does not own any such work.
 *
 * <p>Invariants: a task never runs twice at once in one process; each run has a Vert.x context of its own, because Hibernate Reactive keeps its session there; a
 * failure is logged and the task runs again.
 */
@NullMarked
package dev.outlay.budget.background;

import org.jspecify.annotations.NullMarked;
