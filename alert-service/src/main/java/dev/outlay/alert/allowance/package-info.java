/** How many requests a principal may make. Owns the counting; what a request is, and what is not counted, is the edge's business. */
@NullMarked
package dev.outlay.alert.allowance;

import org.jspecify.annotations.NullMarked;
