/** The launcher's own rules; the whole stack is started by the end-to-end tests. */
@NullMarked
package dev.outlay.local.stack;

import org.jspecify.annotations.NullMarked;
