/**
 * The one place in which a unit of work is opened.
 *
 * <p>Owns sessions and their transactions, and tells a failure of the parts from one of the data. Does not hold SQL:
 * that stands in the table classes, which get the session as a parameter. Invariant: each unit has a Vert.x context of
 * its own, so two units never share a session; each has an end, whatever becomes of the database ({@code Patience}).
 */
@NullMarked
package dev.outlay.alert.database;

import org.jspecify.annotations.NullMarked;
