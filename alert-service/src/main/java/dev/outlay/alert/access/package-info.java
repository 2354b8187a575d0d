/**
 * Who may do what at which scope: one decision per request, made from the token and from what the budget service told
 * on the topic {@code access}.
 *
 * <p>Owns the decision and the memory of what was heard. Does not own roles or policies: the budget service does, and tells what a role allows that somebody has made.
 * Invariants: what has not been heard is denied; a customer's people are those of its tenant and reach its rows alone,
 * also in a subscription that moved; a customer's people are denied while nothing was heard for two seconds. {@code
 * AccessDecision}, {@code AccessHeard} and the records are plain Java; {@code AccessTopic} is the Kafka edge.
 */
@NullMarked
package dev.outlay.alert.access;

import org.jspecify.annotations.NullMarked;
