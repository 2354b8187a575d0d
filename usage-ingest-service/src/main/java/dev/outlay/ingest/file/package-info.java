/**
 * Readers of cost files, one per format: FOCUS 1.0 to 1.2 as CSV.
 *
 * <p>Owns: how a row becomes a draft of a charge, and which id a row has that brings none: the hash of its canonical values and
 * an occurrence number. Does not own: the rules about a charge (charge), jobs and their progress (imports).
 *
 * <p>Invariants: memory does not grow with the file; the same file gives the same ids; equal rows of one file get different ids;
 * order of columns, form of numbers and unknown columns do not change an id.
 */
@NullMarked
package dev.outlay.ingest.file;

import org.jspecify.annotations.NullMarked;
