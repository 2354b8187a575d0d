/** The scripts themselves, run in a checkout in which nothing has been built. */
@NullMarked
package dev.outlay.local.scripts;

import org.jspecify.annotations.NullMarked;
