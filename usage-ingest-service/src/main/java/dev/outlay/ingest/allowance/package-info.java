/**
 * How many requests a principal may make. Owns the counting; what a request is, and what is not counted, is the edge's business. What all of them together may have
 * in the process is bounded beside it, by the intake and by the imports.
 */
@NullMarked
package dev.outlay.ingest.allowance;

import org.jspecify.annotations.NullMarked;
