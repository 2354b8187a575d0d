/**
 * Imports: a file is received, waits on disk, is checked whole, claims its data sets, and is sent row by row.
 *
 * <p>Owns: {@code /v1/imports}, the folder in which uploads wait, the topic {@code cost-imports}. Does not own: how a file is
 * read (file) and how a charge is published (publish).
 *
 * <p>Invariants: an import that was answered 202 is on disk and in the topic; nothing of a file is sent before all of it was
 * read and its data sets were claimed; an import that was cut off goes on behind its last acknowledged row; sending a row twice
 * is harmless, since its id is made of its content; memory does not grow with the file.
 */
@NullMarked
package dev.outlay.ingest.imports;

import org.jspecify.annotations.NullMarked;
