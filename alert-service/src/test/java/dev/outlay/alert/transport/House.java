package dev.outlay.alert.transport;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What listens inside: it counts whoever comes, and nobody may. */
final class House implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 20;

    private final ServerSocket socket;
    private final AtomicInteger visits = new AtomicInteger();

    private House(ServerSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::accept, "house");
        thread.setDaemon(true);
        thread.start();
    }

    /** At every address of this machine, both families, on a free port. */
    static House everywhere() {
        return at(null, 0);
    }

    /** At one address and port; port 0 is a free one. */
    static House at(@Nullable InetAddress address, int port) {
        try {
            return new House(new ServerSocket(port, 50, address));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A receiver and a house at one port of two addresses of this machine. */
    record Neighbours(HttpServer receiver, House house) {}

    /** A port that is free at the first address need not be at the second, where any connection may have it: another one is tried then. */
    static Neighbours atOnePort(InetAddress ofReceiver, InetAddress ofHouse) throws IOException {
        for (int attempt = 1; ; attempt++) {
            HttpServer receiver = HttpServer.create(new InetSocketAddress(ofReceiver, 0), 0);
            try {
                return new Neighbours(
                        receiver, at(ofHouse, receiver.getAddress().getPort()));
            } catch (UncheckedIOException taken) {
                receiver.stop(0);
                if (attempt == MOST_ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket visitor = socket.accept()) {
                visits.incrementAndGet();
                visitor.setSoLinger(true, 0);
            } catch (IOException closed) {
                return;
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int visits() {
        return visits.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
