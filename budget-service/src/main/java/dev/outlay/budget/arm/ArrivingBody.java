package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.connection.Invitation;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request while it arrives, as a stream for one worker, which waits for what has not come. The network is asked for no more than a few parts ahead, so a body of any size passes through little memory, however
 * slowly it is read. Fails with the refusal of a body that is too slow or broken off.
 */
final class ArrivingBody extends InputStream {

    /** Parts of some KiB each. */
    private static final int AHEAD = 8;

    /** Something that has come: bytes, the end, or a failure. */
    private record Arrived(byte[] bytes, boolean isEnd, boolean isBroken) {}

    private final HttpServerRequest request;
    private final Context context;
    private final Duration longestSilence;
    private final Duration longest;
    private final long begun = System.nanoTime();
    private final BlockingQueue<Arrived> queue = new LinkedBlockingQueue<>();
    private volatile boolean dropped;
    private byte[] bytes = {};
    private int next;
    private boolean ended;

    /**
     * @param request paused
     * @param context of the request
     * @param longestSilence between two parts of it
     * @param longest of all of it
     */
    ArrivingBody(HttpServerRequest request, Context context, Duration longestSilence, Duration longest) {
        this.request = request;
        this.context = context;
        this.longestSilence = longestSilence;
        this.longest = longest;
    }

    /** Begins to take it in. */
    ArrivingBody start() {
        request.handler(part -> add(new Arrived(part.getBytes(), false, false)));
        request.exceptionHandler(broken -> add(new Arrived(new byte[0], false, true)));
        request.endHandler(end -> add(new Arrived(new byte[0], true, false)));
        Invitation.send(request);
        request.fetch(AHEAD);
        return this;
    }

    private void add(Arrived arrived) {
        if (!dropped) {
            queue.add(arrived);
        }
    }

    /** Nobody reads it any more: what is still to come is taken from the network and forgotten. */
    void drop() {
        dropped = true;
        queue.clear();
        context.runOnContext(rest -> request.resume());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (next == bytes.length) {
            if (ended) {
                return -1;
            }
            take();
        }
        int read = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, into, offset, read);
        next += read;
        return read;
    }

    private void take() {
        Arrived arrived = waitedFor();
        if (arrived == null) {
            throw new Refusal(
                            Refusal.TOO_SLOW,
                            "RequestTimeout",
                            "The body has not arrived in time: within " + longest.toSeconds() + " s, and never "
                                    + longestSilence.toSeconds() + " s without anything.")
                    .exception();
        }
        if (arrived.isBroken()) {
            throw Refusal.badRequest("The body of the request cannot be read.").exception();
        }
        ended = arrived.isEnd();
        bytes = arrived.bytes();
        next = 0;
        if (!ended) {
            context.runOnContext(more -> request.fetch(1));
        }
    }

    private @Nullable Arrived waitedFor() {
        long left = longest.toNanos() - (System.nanoTime() - begun);
        try {
            return queue.poll(Math.max(0, Math.min(left, longestSilence.toNanos())), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
