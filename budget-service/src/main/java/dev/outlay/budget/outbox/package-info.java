/**
 * Owns what has to be sent to Kafka because something was committed: written in the same transaction as its cause, sent after it by the relay. Does
 * not own what the messages say beyond the CloudEvents headers.
 *
 * <p>Invariants: a message is sent at least once, with one id however often; messages with one key are sent in the order in which they were
 * written, because one relay at a time holds the slice of the key, by lease; an explanation ({@link dev.outlay.budget.outbox.Explainer}, which others know) delays what is sent for a bounded time and share of time, not at all where others wait behind it, and neither stops
 * nor reorders it. Tests: {@code OutboxRelayTest}, {@code BoundedExplainerTest}, {@code ExplainedBacklogTest}.
 */
@NullMarked
package dev.outlay.budget.outbox;

import org.jspecify.annotations.NullMarked;
