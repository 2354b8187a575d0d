/**
 * Cost events over HTTP: the three content modes of CloudEvents, what of a request is taken, and the answer for each item.
 *
 * <p>Owns: {@code POST /v1/cost-events}. Does not own: the rules about a charge (charge) and its way to Kafka (publish).
 *
 * <p>Invariants: "accepted" is said only after the broker acknowledged every accepted item; the answer has one entry per item,
 * in order; a body that is no JSON publishes nothing; memory is bounded by admission, so that a flood is answered 429 and
 * not with a crash.
 */
@NullMarked
package dev.outlay.ingest.intake;

import org.jspecify.annotations.NullMarked;
