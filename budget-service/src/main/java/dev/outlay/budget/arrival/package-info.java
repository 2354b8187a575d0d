/**
 * How fresh the cost of a source is: when its charges arrive, how complete a day usually is by a given age, and whether a source is silent for longer than it usually is.
 */
@NullMarked
package dev.outlay.budget.arrival;

import org.jspecify.annotations.NullMarked;
