/**
 * The whole system on one machine: what {@code deploy/local/up} starts, watches and stops. Owns processes, ports, the data folder with
 * its logs and process ids, and the environment that the services are started with. Owns no rule of any service.
 *
 * <p>Invariants: nothing starts on a taken port; what was started is stopped, in the reverse order, whatever fails; a process is only ever
 * signalled when its id and its start time are the ones written down; everything listens on 127.0.0.1.
 */
@NullMarked
package dev.outlay.local.stack;

import org.jspecify.annotations.NullMarked;
