/** Owns the few things that the framework has to be told how to make. Nothing else may read the system's clock. */
@NullMarked
package dev.outlay.budget.wiring;

import org.jspecify.annotations.NullMarked;
