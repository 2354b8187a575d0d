/**
 * Owns the one address of the whole API: forwarding of the paths that the ingest and alert services answer. Does not own what they answer, nor the
 * decision: they check the token again.
 *
 * <p>Invariants: bodies are streamed in both directions, never held; a path is passed on as it was understood here, so that both ends see the same one;
 * an origin that is down is a 503 with Retry-After, not a 502 without a body; a body that is too large, or does not come on, is given up on both sides, and so is whoever goes on sending
 * after the answer; both ends know a request by the same ids.
 */
@NullMarked
package dev.outlay.budget.frontdoor;

import org.jspecify.annotations.NullMarked;
