/**
 * Owns price sheets: what a billing profile's prices are in a billing period, as the partner imports them, and what was in force before. Does not own how a file of one is written and fetched ({@code download}), nor HTTP
 * ({@code arm}).
 *
 * <p>Invariants: a profile has one sheet in force for a billing period, and a sheet is kept whole or not at all; the same file again changes nothing; a sheet that is replaced is kept, so that whoever reads it goes on reading it; amounts
 * are exact, with their currency beside them; a file of any size passes through the memory of a few thousand lines. Prices are the partner's: nobody else sees them, whatever role it has.
 */
@NullMarked
package dev.outlay.budget.pricesheet;

import org.jspecify.annotations.NullMarked;
