/**
 * Alerts: what a crossing said, and what became of it since (active, dismissed by people, overridden by a higher threshold, resolved because its cause is
 * gone).
 *
 * <p>Owns the tables {@code alert} and {@code crossing_state}. Does not evaluate anything and does not deliver. Invariants: one alert for each event
 * id, held by the primary key; what a crossing said never changes after it was recorded, so that it serves as the
 * snapshot from which every delivery speaks; of what is heard of a crossing afterwards the highest number holds, in whatever order it comes. {@code Crossing}, {@code Alert} are plain Java; {@code CrossingJson} and
 * {@code CrossingStateJson} read the contract, {@code AlertsTable} and {@code CrossingStatesTable} hold the SQL.
 */
@NullMarked
package dev.outlay.alert.alert;

import org.jspecify.annotations.NullMarked;
