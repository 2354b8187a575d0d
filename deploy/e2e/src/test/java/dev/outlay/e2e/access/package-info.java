/**
 * The access matrix: everybody, at every place, on every route of {@code deploy/contracts/routes.tsv}, under both policies, over real HTTP. Owns what is to be
 * expected ({@code Oracle}, written from what the system promises and knowing none of its code) and the table in {@code docs/access-matrix.md}.
 *
 * <p>Invariants: a listed route that no right, place or request is known for stops the test; who is to be refused is sent at things that are there, and
 * afterwards these are there still; no answer to a customer's user holds what only the partner or another customer may know.
 */
@NullMarked
package dev.outlay.e2e.access;

import org.jspecify.annotations.NullMarked;
