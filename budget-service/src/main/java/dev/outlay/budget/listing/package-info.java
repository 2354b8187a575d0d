/**
 * Lists that have pages: what is asked of one, and how the database answers it. Owns the order, the choice and the cutting of a list, so that every list of resources does it
 * alike. Does not own what is listed ({@code billing}, {@code access}), nor how a question is written in a request ({@code arm}).
 *
 * <p>Invariants: a page begins after a key and not after a number of things, so that what is there from the first page to the last is on exactly one of them, whatever is added or
 * taken away meanwhile; a list has no end but its own; nothing of what is asked becomes a part of a statement other than as a parameter.
 */
@NullMarked
package dev.outlay.budget.listing;

import org.jspecify.annotations.NullMarked;
