/**
 * What {@code /q/health/ready} says: which of the parts that this service works with is not there, since when, and what
 * the service does meanwhile.
 *
 * <p>Owns the watching and the words. Does not own what happens to work during an outage: whoever does the work waits
 * and tries again. Invariants: a probe never waits for a part, it reads what the last look found; a sentence names
 * hosts and ports and holds no user, password or message of a driver. {@code Part} and {@code Address} are plain Java.
 */
@NullMarked
package dev.outlay.alert.health;

import org.jspecify.annotations.NullMarked;
