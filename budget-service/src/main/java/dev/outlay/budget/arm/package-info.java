/**
 * Owns ARM's dialect over HTTP: paths, api versions, headers, bodies and the error envelope; and that each route declares one decision. Does not own
 * what is decided ({@code access}) or done (the packages that it calls).
 *
 * <p>Invariants: a path is parsed once, in time linear in its length; nothing answers without a decision; every error, of whatever origin, is
 * {@code {"error":{"code","message"}}}; nothing that a client sends is answered with a 5xx.
 */
@NullMarked
package dev.outlay.budget.arm;

import org.jspecify.annotations.NullMarked;
