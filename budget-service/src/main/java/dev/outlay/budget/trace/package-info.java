/**
 * Traces: from the charge over its batch to the crossing, and that to the broker. Owns which spans there are, what they say and where they go. Attributes are ids, counts and fixed words; no
 * span has a text, an address or an amount. Does not own the spans' place in the work: whoever does it begins and ends them. Without an
 * endpoint there is no SDK, no thread and no span.
 */
@NullMarked
package dev.outlay.budget.trace;

import org.jspecify.annotations.NullMarked;
