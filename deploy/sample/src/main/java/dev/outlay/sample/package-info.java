/**
 * Brings the sample partner into a running system, through its HTTP interfaces only, like any client: the history of charges, agreements,
 * policies, role assignments, budgets, an action group, and then a stream of charges that goes on. What it brings is made in
 * {@link dev.outlay.sample.partner}; all of it is synthetic and says so.
 *
 * <p>Invariant: doing it again changes nothing, since ids and contents of the history depend on the seed and the day alone.
 */
@NullMarked
package dev.outlay.sample;

import org.jspecify.annotations.NullMarked;
