/**
 * Deliveries: one alert (or a digest of several) to one receiver, with its attempts, until it is told or given up.
 *
 * <p>Owns the tables {@code delivery}, {@code delivery_alert} and {@code delivery_attempt}, the plan of who is told, the
 * retries and the dispatcher. Does not know how a message travels: that is {@code transport}'s. Invariants: one receiver
 * hears of one alert once, held by the unique index of {@code delivery_alert}; an attempt is counted when it is claimed;
 * an outcome is recorded only by whoever holds the claim; nothing is sent inside a transaction; whether it may still be
 * said is asked before every attempt. {@code DeliveryPlan}, {@code RetryPolicy}, {@code SpeakingRight}, {@code Outcome} and
 * the records are plain Java.
 */
@NullMarked
package dev.outlay.alert.delivery;

import org.jspecify.annotations.NullMarked;
