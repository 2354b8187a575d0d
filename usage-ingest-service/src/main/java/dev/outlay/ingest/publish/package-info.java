/**
 * The way to Kafka: how a charge is written as a CloudEvent, and who waits for the acknowledgement.
 *
 * <p>Owns: the producer, the form of a record on {@code cost-events} ({@code deploy/contracts}), what is known of the
 * broker's health. Does not own: which charges are published, and what becomes of them when the broker is away.
 *
 * <p>Invariants: a publication completes only when every record of it was acknowledged by all in-sync replicas or was refused by
 * the broker for good; it fails within the delivery timeout; nothing here drops a record silently. What is refused for good and
 * what passes is decided in {@link Unacknowledged} alone.
 */
@NullMarked
package dev.outlay.ingest.publish;

import org.jspecify.annotations.NullMarked;
