/** What the heavy tests say of themselves: one page for each, written by the run into {@code deploy/e2e/reports}, to be checked in. */
@NullMarked
package dev.outlay.e2e.report;

import org.jspecify.annotations.NullMarked;
