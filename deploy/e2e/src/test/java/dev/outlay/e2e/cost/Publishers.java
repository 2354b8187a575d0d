package dev.outlay.e2e.cost;

import dev.outlay.e2e.running.Outlay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Several publishers at once, each of which sends a request until it is accepted. */
public final class Publishers {
    private static final int PUBLISHERS = 3;

    private final Outlay outlay;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    public Publishers(Outlay outlay) {
        this.outlay = outlay;
    }

    /**
     * Sends all batches.
     *
     * @param afterAccepted is told how many are accepted by now, by the publisher of the last one, which it holds up while the others go on
     */
    public void publish(List<List<Charge>> batches, IntConsumer afterAccepted) {
        try (ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (List<Charge> batch : batches) {
                work.add(() -> {
                    attempts.addAndGet(CostEvents.acceptedAtLast(outlay::publisher, batch));
                    afterAccepted.accept(accepted.incrementAndGet());
                    return null;
                });
            }
            for (Future<Void> done : publishers.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A publisher has failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Requests that were accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** Requests that were sent, those among them that met a part which was down. */
    public int attempts() {
        return attempts.get();
    }
}
