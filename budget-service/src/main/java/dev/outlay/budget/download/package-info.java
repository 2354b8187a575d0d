/**
 * Owns files of usage details and of price sheets: who has asked for one, how it is written in the background, where it lies until it expires, and the links that lead to it. Does not own which charges or prices are in it
 * ({@code details}, {@code pricesheet}) nor how asking, polling and sending look over HTTP ({@code arm}).
 *
 * <p>Invariants: a file is whole or is not given out; each part of it is written in the transaction that notes how far it goes, so that a writer that dies takes nothing with it and is followed by another one; what is
 * held in memory is one part, however large the file; a principal has only so many that are not whole; a link leads to one file, until a time, and whoever asked for it at a subscription or resource group must still be allowed to see its
 * cost when the link is followed.
 */
@NullMarked
package dev.outlay.budget.download;

import org.jspecify.annotations.NullMarked;
