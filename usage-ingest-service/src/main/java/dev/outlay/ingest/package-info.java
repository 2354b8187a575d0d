/**
 * The usage ingest service: takes cost events and cost files, checks them, writes them to Kafka, and says "accepted" only
 * when the broker has acknowledged.
 *
 * <p>Owns: what a valid charge is at the door, the topics {@code cost-events} (as its writer) and {@code cost-imports}.
 * Owns no database and asks no other service: it accepts while all of them are down.
 */
@NullMarked
package dev.outlay.ingest;

import org.jspecify.annotations.NullMarked;
