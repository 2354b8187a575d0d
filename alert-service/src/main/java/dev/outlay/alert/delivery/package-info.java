/**
 * Deliveries: one alert (or a digest of several) to one receiver, with its attempts, until it is told or given up; and what
 * nobody could be told, with the reason.
 *
 * <p>Owns the tables {@code delivery}, {@code delivery_alert}, {@code delivery_attempt}, {@code webhook_endpoint}, {@code webhook_verification}
 * and {@code webhook_recovery}, the plan of who is told ({@code DeliveryPlan}, {@code RoleHolders}), the retries, the health of webhooks
 * and the dispatcher. Does not know how a message travels: that is {@code transport}'s. Invariants: one receiver hears of one
 * alert once, held by the unique index of {@code delivery_alert}; who holds a role is decided only while access is heard, and
 * waits in the table until then; an attempt is counted when it is claimed, and costs nothing where it was only put off; an
 * outcome is recorded only by whoever holds the claim; nothing is sent inside a transaction; whether it may still be said is
 * asked before every attempt, of whoever made the budget and of those for whose role it is told; nothing is sent to a webhook
 * that is disabled, and its owner is told that it is; what a mail says that waited is decided when it goes, and what was over then is
 * told when it is active again; only the last question to a receiver has an answer, and that holds of messages that are no deliveries as well ({@code WebhookTurnsTable}). {@code WebhookPulse}, {@code RetryPolicy}, {@code SpeakingRight}, {@code
 * Outcome} and the records that say what is planned, claimed and concluded are plain Java; {@code DeliveryPlan} also knows
 * action groups as they are kept.
 */
@NullMarked
package dev.outlay.alert.delivery;

import org.jspecify.annotations.NullMarked;
