/**
 * How an event is read from a Kafka record: CloudEvents 1.0, binary or structured, and fields of its data with their paths.
 *
 * <p>Owns no meaning: what an event says is read by the package it concerns. Invariant: bad input becomes an
 * {@link dev.outlay.alert.event.Unreadable} with a path, never another exception.
 */
@NullMarked
package dev.outlay.alert.event;

import org.jspecify.annotations.NullMarked;
