/**
 * The configuration keys of the service, {@code outlay.*}, with their defaults, units and bounds.
 *
 * <p>Invariants: an unknown key stops the start, a value out of its bounds stops it with a message that names the key, and so does
 * an environment variable whose name is almost that of one.
 */
@NullMarked
package dev.outlay.alert.settings;

import org.jspecify.annotations.NullMarked;
