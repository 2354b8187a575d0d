package dev.outlay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * A port that nobody listens on at this moment, and that this process has not been given before: who draws several
     * and uses them later would otherwise now and then hold the same one twice. Another process may still take it before
     * it is used.
     */
    public static int free() {
        int port = unused();
        while (!GIVEN.add(port)) {
            port = unused();
        }
        return port;
    }

    private static int unused() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address", e);
        }
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
