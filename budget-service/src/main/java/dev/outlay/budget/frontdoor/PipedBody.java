package dev.outlay.budget.frontdoor;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.connection.Invitation;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to an origin, which is not held here. One that is too large, or of which hardly anything comes, fails with its refusal: whoever pipes it gives the origin
 * up, so that neither of the two waits for what does not come. Time in which the origin takes nothing is not the sender's.
 */
final class PipedBody implements ReadStream<Buffer> {

    /**
     * How much it may be.
     *
     * @param maxBytes of all of it
     * @param minBytes that come in each period unless it ends in that; more than there may be where it has to end in the first
     */
    record Bound(long maxBytes, long minBytes) {}

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Bound bound;
    private final Duration period;
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Handler<Buffer> reader;
    private volatile @Nullable Handler<Throwable> failed;
    private volatile @Nullable Handler<Void> ended;
    private volatile @Nullable Refusal refusal;
    private volatile boolean isFlowing;
    private volatile boolean isWaitedFor;
    private volatile boolean isOver;
    private boolean isBegun;
    private long bytesAtPulse;
    /** None yet: the first timer of a process is 0. */
    private volatile long timer = -1;

    PipedBody(HttpServerRequest request, Vertx vertx, Bound bound, Duration period) {
        this.request = request;
        this.vertx = vertx;
        this.bound = bound;
        this.period = period;
    }

    /** Begins to count a request that is paused; its time begins when it is taken. */
    PipedBody start() {
        request.handler(this::part);
        request.exceptionHandler(this::broken);
        request.endHandler(this::end);
        return this;
    }

    /** Why it was given up; empty where it was not, or not for its size or pace. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether its sender has gone, or has sent what is no body. */
    boolean isBroken() {
        return isOver && refusal == null && !request.isEnded();
    }

    /** The answer is given: nobody wants any more of it, neither here nor at the origin. */
    void drop() {
        if (!isOver) {
            give(new IllegalStateException("the request was answered before its body had come"));
        }
    }

    private void part(Buffer part) {
        Handler<Buffer> wanting = reader;
        if (bytes.addAndGet(part.length()) > bound.maxBytes()) {
            refuse(tooLarge(bound));
        } else if (wanting != null && !isOver) {
            wanting.handle(part);
        }
    }

    private void end(@Nullable Void nothing) {
        vertx.cancelTimer(timer);
        Handler<Void> waiting = ended;
        if (!isOver && waiting != null) {
            waiting.handle(nothing);
        }
        isOver = true;
    }

    private void broken(Throwable failure) {
        vertx.cancelTimer(timer);
        if (!isOver) {
            give(failure);
        }
    }

    /** Once a period; where it was not waited for all the time, whoever did not take it is to blame. */
    private void requireSome() {
        long now = bytes.get();
        boolean few = now - bytesAtPulse < bound.minBytes();
        bytesAtPulse = now;
        boolean wasWaitedFor = isWaitedFor;
        isWaitedFor = isFlowing;
        if (few && wasWaitedFor) {
            refuse(tooSlow());
        }
    }

    private Refusal tooSlow() {
        String within = "within " + period.toSeconds() + " s";
        return new Refusal(
                Refusal.TOO_SLOW,
                "RequestTimeout",
                bound.minBytes() > bound.maxBytes()
                        ? "The body has not arrived " + within + "."
                        : "Fewer than " + bound.minBytes() / 1024 + " KiB of the body have arrived " + within + ".");
    }

    private void refuse(Refusal why) {
        if (!isOver) {
            refusal = why;
            give(why.exception());
        }
    }

    private void give(Throwable failure) {
        isOver = true;
        vertx.cancelTimer(timer);
        Handler<Throwable> told = failed;
        if (told != null) {
            told.handle(failure);
        }
    }

    /** What is said of one that is too large. */
    static Refusal tooLarge(Bound bound) {
        return new Refusal(
                413, "RequestEntityTooLarge", "The body is larger than " + bound.maxBytes() / 1024 + " KiB.");
    }

    @Override
    public PipedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        Refusal known = refusal;
        if (handler != null && known != null) {
            handler.handle(known.exception());
        }
        return this;
    }

    @Override
    public PipedBody handler(@Nullable Handler<Buffer> handler) {
        reader = handler;
        return this;
    }

    @Override
    public PipedBody endHandler(@Nullable Handler<Void> handler) {
        ended = handler;
        return this;
    }

    @Override
    public PipedBody pause() {
        isFlowing = false;
        isWaitedFor = false;
        request.pause();
        return this;
    }

    @Override
    public PipedBody resume() {
        isFlowing = true;
        if (!isBegun && !isOver) {
            isBegun = true;
            isWaitedFor = true;
            Invitation.send(request);
            timer = vertx.setPeriodic(period.toMillis(), beat -> requireSome());
        }
        request.resume();
        return this;
    }

    @Override
    public PipedBody fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}
