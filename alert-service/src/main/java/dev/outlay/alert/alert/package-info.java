/**
 * Alerts: what a crossing said, and what became of it since (active, dismissed by people, overridden by a higher threshold).
 *
 * <p>Owns the table {@code alert}. Does not evaluate anything and does not deliver. Invariants: one alert for each event
 * id, held by the primary key; what a crossing said never changes after it was recorded, so that it serves as the
 * snapshot from which every delivery speaks. {@code Crossing}, {@code Alert} are plain Java; {@code CrossingJson} reads
 * the contract, {@code AlertsTable} holds the SQL.
 */
@NullMarked
package dev.outlay.alert.alert;

import org.jspecify.annotations.NullMarked;
