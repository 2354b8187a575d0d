package dev.outlay.alert.running;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between the service and PostgreSQL and can swallow what the open connections say: nothing is forwarded and
 * nothing is closed, as when a host vanishes. Connections that are made afterwards work, or are swallowed as well. Tests
 * get the switches in fields of the types {@code Runnable} and {@code AtomicBoolean}: they run in another class loader,
 * in which only Java's own types are the same.
 */
public final class BlackHole implements QuarkusTestResourceLifecycleManager {

    private final ServerSocket server = listen();
    private final AtomicBoolean newOnesWork = new AtomicBoolean(true);
    private final Set<AtomicBoolean> forwarding = ConcurrentHashMap.newKeySet();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int order() {
        return 1; // After the parts, whose database it stands before.
    }

    @Override
    public Map<String, String> start() {
        Thread.ofVirtual().start(this::acceptForever);
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + server.getLocalPort() + "/alert",
                "outlay.database.patience",
                "6s");
    }

    @Override
    public void inject(TestInjector injector) {
        Runnable swallow = this::swallow;
        injector.injectIntoFields(newOnesWork, field -> field.getType() == AtomicBoolean.class);
        injector.injectIntoFields(swallow, field -> field.getType() == Runnable.class);
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void swallow() {
        forwarding.forEach(open -> open.set(false));
    }

    private void acceptForever() {
        while (!server.isClosed()) {
            try {
                Socket service = server.accept();
                Socket database = new Socket("127.0.0.1", RealParts.postgres().port());
                AtomicBoolean open = new AtomicBoolean(newOnesWork.get());
                forwarding.add(open);
                Thread.ofVirtual().start(() -> forward(service, database, open));
                Thread.ofVirtual().start(() -> forward(database, service, open));
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

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
