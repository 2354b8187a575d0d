package dev.outlay.alert.transport;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up, beside the threads that send. A look-up blocks its thread, and one whose name server does not answer blocks it
 * for long: whoever asks for the same name meanwhile shares it, and there are as many threads as hosts that could be asked for
 * at a time, so that a name without an answer holds up no other.
 */
@ApplicationScoped
class NameLookups {

    /** More hosts at a time than there are attempts, unless there are very many of those. */
    private static final int MOST = 512;

    private static final int IDLE_SECONDS = 30;

    private final HostAddresses addresses;
    private final Map<String, CompletableFuture<List<InetAddress>>> underway = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    NameLookups(HostAddresses addresses) {
        this.addresses = addresses;
        this.threads =
                new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "webhook-names");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** All addresses of a host; none where there is no such name. Fails where too many names are being looked up. */
    Uni<List<InetAddress>> of(String host) {
        return Uni.createFrom().completionStage(() -> shared(host).copy());
    }

    private CompletableFuture<List<InetAddress>> shared(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = underway.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        try {
            threads.execute(() -> lookUp(host, mine));
        } catch (RejectedExecutionException tooMany) {
            underway.remove(host, mine);
            mine.completeExceptionally(tooMany);
        }
        return mine;
    }

    private void lookUp(String host, CompletableFuture<List<InetAddress>> asked) {
        try {
            List<InetAddress> found = addresses.of(host);
            underway.remove(host, asked);
            asked.complete(found);
        } catch (UnknownHostException unknown) {
            underway.remove(host, asked);
            asked.complete(List.of());
        } catch (RuntimeException failed) {
            underway.remove(host, asked);
            asked.completeExceptionally(failed);
        }
    }
}
