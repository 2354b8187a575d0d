/**
 * Owns exports: what is to be written to a folder, when, with whose rights, and what became of each run. Does not own which charges are in a file, nor its columns ({@code details}, {@code download}), nor how
 * exports look over HTTP ({@code arm}).
 *
 * <p>Invariants: a run has the rights of whoever saved the export last, decided anew before anything is read, before anything is written and before anything can be seen; an export of a subscription writes nothing
 * once that belongs to another customer; an occurrence of a schedule runs at most once, and those that were missed run once, for the latest; files appear whole, the manifest last, and of a run that has failed none stays; nothing is written outside of the folder
 * of the setting.
 */
@NullMarked
package dev.outlay.budget.export;

import org.jspecify.annotations.NullMarked;
