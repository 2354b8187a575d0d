/** Each part is started for real, and started again on what it left. */
@NullMarked
package dev.outlay.local;

import org.jspecify.annotations.NullMarked;
