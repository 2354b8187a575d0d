package dev.outlay.ingest.file;

import dev.outlay.ingest.charge.Checked;

/**
 * One row of a file.
 *
 * @param line the line of the file at which it starts, from 1; a header comes before it
 */
public record Row(long line, Checked checked) {}
