package dev.outlay.ingest.intake;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the requests, and the bytes of their bodies, that are in the process at once. What waits for the broker waits in
 * memory, and the producer's own bound would block threads: so the door is where the answer is no.
 */
final class Admission {
    private final int maxRequests;
    private final long maxBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Admission(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Takes a place. */
    boolean enter() {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes room for bytes that have arrived. */
    boolean take(long count) {
        if (bytes.addAndGet(count) > maxBytes) {
            bytes.addAndGet(-count);
            return false;
        }
        return true;
    }

    /** Gives the place and its bytes back. */
    void leave(long count) {
        bytes.addAndGet(-count);
        requests.decrementAndGet();
    }

    int requestsInFlight() {
        return requests.get();
    }

    long bytesInFlight() {
        return bytes.get();
    }
}
