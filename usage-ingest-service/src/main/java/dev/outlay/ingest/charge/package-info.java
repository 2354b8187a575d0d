/**
 * The checked charge: the columns it has, the rules they obey, and the problems that a refusal names.
 *
 * <p>Owns: every rule about one charge. Does not own: how a charge arrives (intake, file) or leaves (publish).
 *
 * <p>Invariants: plain Java without a framework; a {@link dev.outlay.ingest.charge.Charge} exists only when every rule
 * holds; all problems of an item are found at once; values are canonical, so equal charges have equal values; what
 * PostgreSQL or a decimal of 20 integer and 18 fraction digits cannot hold never gets in.
 */
@NullMarked
package dev.outlay.ingest.charge;

import org.jspecify.annotations.NullMarked;
