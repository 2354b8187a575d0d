/** What the sample sends is what the contract allows. */
@NullMarked
package dev.outlay.sample;

import org.jspecify.annotations.NullMarked;
