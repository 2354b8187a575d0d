package dev.outlay.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands on loopback between a client and a server and can swallow what the open connections say: nothing is forwarded
 * and nothing is closed, as when a host vanishes. Connections that are made afterwards work, or are swallowed as well.
 */
public final class VanishingHost implements AutoCloseable {

    private final ServerSocket listening;
    private final int port;
    private final AtomicBoolean newOnesWork = new AtomicBoolean(true);
    private final Set<AtomicBoolean> forwarding = ConcurrentHashMap.newKeySet();

    private VanishingHost(ServerSocket listening, int port) {
        this.listening = listening;
        this.port = port;
    }

    /** Begins to forward to a port of loopback. */
    public static VanishingHost before(int port) {
        try {
            VanishingHost host = new VanishingHost(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), port);
            Thread.ofVirtual().start(host::acceptForever);
            return host;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where to connect. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on every connection that is open is silent. */
    public void vanish() {
        forwarding.forEach(open -> open.set(false));
    }

    /** Whether connections that are made from now on work; a switch of Java's own type, which all class loaders share. */
    public AtomicBoolean newOnesWork() {
        return newOnesWork;
    }

    /** Takes no more connections. */
    @Override
    public void close() {
        close(listening);
    }

    private void acceptForever() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket("127.0.0.1", port);
                AtomicBoolean open = new AtomicBoolean(newOnesWork.get());
                forwarding.add(open);
                Thread.ofVirtual().start(() -> forward(client, server, open));
                Thread.ofVirtual().start(() -> forward(server, client, open));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void forward(Socket from, Socket to, AtomicBoolean open) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (open.get()) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException gone) {
            // One side has hung up without a word, which ends the other side like a word would.
        }
        if (open.get()) {
            close(to);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
