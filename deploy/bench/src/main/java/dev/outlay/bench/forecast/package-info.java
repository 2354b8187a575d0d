/**
 * Measures how far the forecast of {@code budget-service} is from what came, beside the week before repeated (seasonal naive): the same days hidden from both.
 *
 * <p>Owns: which series, which days are hidden, the measure, the table. Does not own the model: it is the service's own class, taken from its module.
 *
 * <p>Invariants: nothing of a hidden day is given to a forecast; the sample's figures are the same in every run.
 */
@NullMarked
package dev.outlay.bench.forecast;

import org.jspecify.annotations.NullMarked;
