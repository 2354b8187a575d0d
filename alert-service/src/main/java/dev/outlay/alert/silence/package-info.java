/**
 * Silences: what of a scope is not told for a while, to whom, by whom that was asked and why. Owns the table {@code silence} and
 * the rule of what a silence mutes. What becomes of a delivery that is muted is of {@code delivery}.
 *
 * <p>A silence acts in one price view. One of a customer's people mutes alerts of their own customer alone, and never what is
 * told to the partner's recipients. A row is never deleted.
 */
@NullMarked
package dev.outlay.alert.silence;

import org.jspecify.annotations.NullMarked;
