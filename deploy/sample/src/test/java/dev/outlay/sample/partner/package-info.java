/** The sample partner is the same every time, and has in it what it promises. */
@NullMarked
package dev.outlay.sample.partner;

import org.jspecify.annotations.NullMarked;
