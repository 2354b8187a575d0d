package dev.outlay.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Posts charges to the ingest service over a few connections, each a thread that waits for the answer before it posts again. */
final class HttpLoad {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int MOST_RETRIES = 200;

    private final Charges charges;
    private final int port;
    private final String token;
    private final int connections;

    HttpLoad(Charges charges, int port, String token, int connections) {
        this.charges = charges;
        this.port = port;
        this.token = token;
        this.connections = connections;
    }

    /**
     * What was posted.
     *
     * @param accepted charges answered "accepted"
     * @param seconds from the first request to the last answer
     * @param repeated requests that were turned away (429, 503) and sent again
     */
    record Result(long accepted, double seconds, int repeated) {
        double rate() {
            return accepted / seconds;
        }
    }

    /** @param perSecond charges a second at most; 0: as fast as it goes */
    Result post(Charges.Run run, long count, int perRequest, long perSecond) {
        AtomicLong next = new AtomicLong();
        AtomicInteger repeated = new AtomicInteger();
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                ends.add(threads.submit(() -> {
                    post(run, count, perRequest, perSecond, next, repeated, begin);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException failed) {
            throw new BenchFailure("The load generator failed: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new BenchFailure("The ingest service did not take " + count + " charges within " + PATIENCE, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", stopped);
        } finally {
            threads.shutdownNow();
        }
        return new Result(count, (System.nanoTime() - begin) / 1e9, repeated.get());
    }

    private void post(
            Charges.Run run,
            long count,
            int perRequest,
            long perSecond,
            AtomicLong next,
            AtomicInteger repeated,
            long begin)
            throws IOException, InterruptedException {
        byte[] body = new byte[charges.mostBytes(perRequest)];
        try (HttpConnection connection = new HttpConnection(port, "/v1/cost-events", token)) {
            for (long first = next.getAndAdd(perRequest); first < count; first = next.getAndAdd(perRequest)) {
                int size = (int) Math.min(perRequest, count - first);
                int length = charges.batch(run, first, size, body);
                if (perSecond > 0) {
                    long due = begin + (long) (first * 1e9 / perSecond);
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                accepted(connection, body, length, size, repeated);
            }
        }
    }

    private static void accepted(HttpConnection connection, byte[] body, int length, int size, AtomicInteger repeated)
            throws IOException, InterruptedException {
        for (int attempt = 0; attempt < MOST_RETRIES; attempt++) {
            int status = connection.post(body, length);
            if (status == 202 && connection.answer().startsWith("{\"accepted\":" + size + ",")) {
                return;
            }
            if (status != 429 && status != 503) {
                throw new IOException("POST /v1/cost-events answered " + status + ": " + connection.answer());
            }
            repeated.incrementAndGet();
            Thread.sleep(100);
        }
        throw new IOException("POST /v1/cost-events was turned away " + MOST_RETRIES + " times");
    }
}
