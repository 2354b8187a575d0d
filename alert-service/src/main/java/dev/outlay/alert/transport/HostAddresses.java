package dev.outlay.alert.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves names; a port of its own so that a test can let a name change its address between two questions. */
interface HostAddresses {

    /** All addresses of a host; may block. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
