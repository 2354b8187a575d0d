/**
 * Whether the receiver of a webhook does with messages what docs/webhooks.md says: runs of cases, each some messages and a verdict on what was answered.
 *
 * <p>Owns the tables {@code conformance_run} and {@code conformance_case}. Does not know how a message travels: that is {@code transport}'s, by the same connection, address rules and
 * signatures as an alert. Invariants: one run of a webhook at a time, held by a unique index; every message is marked as a test and has made-up figures; a message goes only
 * where and when one to that webhook may go (its agreement, its rate, the patience that it has asked for); nothing else that comes of a run counts for or against the webhook; no signature and no key is kept; a run whose replica dies
 * is carried on by another.
 */
@NullMarked
package dev.outlay.alert.conformance;

import org.jspecify.annotations.NullMarked;
