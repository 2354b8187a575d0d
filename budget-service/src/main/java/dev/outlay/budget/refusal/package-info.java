/**
 * Owns the shape of a no: status, code and message, as every part of the service that answers people gives it. Does not own how it is written down
 * ({@code arm}).
 *
 * <p>Invariants: a message says what to do, and never holds a secret, another customer's data or a stack trace.
 */
@NullMarked
package dev.outlay.budget.refusal;

import org.jspecify.annotations.NullMarked;
