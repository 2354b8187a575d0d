package dev.outlay.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
    /** From here on, and below {@link #END}: no system takes a port of these for an outgoing connection unless it was told to. */
    private static final int FIRST = 16_000;

    private static final int END = 32_000;
    private static final int MOST_TRIES = 10_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody listens on at this moment, and that this process has not been given before: who draws several
     * and uses them later would otherwise now and then hold the same one twice. It is none that the system takes for an
     * outgoing connection: such a one may be gone before it is used, or while whoever listens on it is restarted, to
     * nobody else than its own clients, who go on trying to connect. Another process that draws one by chance may still
     * take it before it is used.
     */
    public static int free() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port on the loopback address from " + FIRST + " to " + (END - 1));
    }

    /** A free port other than one that is meant for something else and that nobody listens on yet. */
    public static int freeBeside(int taken) {
        int port = free();
        while (port == taken) {
            port = free();
        }
        return port;
    }

    /** Whether a server could listen on {@code port} now. A connection that is only being wound down does not count as one. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
