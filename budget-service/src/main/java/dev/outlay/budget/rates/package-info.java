/**
 * Owns the import of exchange rates: reading the European Central Bank's CSV, plain or zipped, and keeping it. Does not own how a rate is chosen for a
 * charge ({@code money}).
 *
 * <p>Invariants: a rate is units of a currency for one euro on one day; importing the same file twice changes nothing; a file is kept whole or not at all.
 */
@NullMarked
package dev.outlay.budget.rates;

import org.jspecify.annotations.NullMarked;
