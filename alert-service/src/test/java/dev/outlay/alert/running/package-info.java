/**
 * Tests of the whole service against a real broker, database, mail server and HTTP receiver, all on loopback.
 *
 * <p>The receivers listen on 127.0.0.2, which is the only private network that the tests allow; so 127.0.0.1 is refused as it
 * is by default. The clock can be moved on, so nobody waits for a retry.
 */
@NullMarked
package dev.outlay.alert.running;

import org.jspecify.annotations.NullMarked;
