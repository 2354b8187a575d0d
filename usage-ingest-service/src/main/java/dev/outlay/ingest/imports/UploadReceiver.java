package dev.outlay.ingest.imports;

import dev.outlay.connection.Invitation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Streams a body to a file: as fast as the disk writes, a few buffers in memory, up to a size, and no slower than the
 * limits allow. It ends in every case, with the file closed: when the body is whole, when its client is gone, also before
 * the file is open, and when hardly anything comes. Runs on one event loop.
 */
final class UploadReceiver {
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final ImportConfig limits;
    private final Vertx vertx;
    private final Promise<Long> received = Promise.promise();
    private @Nullable AsyncFile file;
    private @Nullable Throwable stopped;
    private boolean ended;
    private long bytes;
    private long bytesAtPulse;
    private boolean waitsForDisk;

    UploadReceiver(RoutingContext context, ImportConfig limits, Vertx vertx) {
        this.context = context;
        this.request = context.request();
        this.limits = limits;
        this.vertx = vertx;
    }

    /** More bytes came than are allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Too few bytes came in the time that they have. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The connection was closed, or what came over it was no HTTP any more: nobody waits for an answer. */
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;

        Gone(@Nullable Throwable cause) {
            super("The client is gone", cause);
        }
    }

    /**
     * Receives the body.
     *
     * @param target makes the place of the file; may block
     * @return the size, when it is whole and the file is closed
     */
    Future<Long> into(Callable<Path> target) {
        long pulse = vertx.setPeriodic(limits.uploadTimeout().toMillis(), beat -> requireSome());
        // Before anything that takes time: a connection that closes unheard is never heard of again.
        request.pause();
        request.exceptionHandler(gone -> stop(new Gone(gone)));
        context.addEndHandler(answered -> stop(new Gone(answered.cause())));
        if (context.response().closed()) {
            stop(new Gone(null));
        }
        vertx.executeBlocking(target, false)
                .compose(path -> vertx.fileSystem()
                        .open(path.toString(), new OpenOptions().setCreate(true).setTruncateExisting(true)))
                .onSuccess(this::stream)
                .onFailure(this::finish);
        return received.future().onComplete(done -> vertx.cancelTimer(pulse));
    }

    private void stream(AsyncFile opened) {
        file = opened;
        if (stopped != null) {
            close(opened, stopped);
            return;
        }
        opened.exceptionHandler(this::stop);
        request.handler(chunk -> chunk(opened, chunk));
        request.endHandler(end -> {
            if (stopped == null) {
                ended = true;
                opened.close().onSuccess(closed -> received.tryComplete(bytes)).onFailure(received::tryFail);
            }
        });
        Invitation.send(request);
        request.resume();
    }

    private void chunk(AsyncFile opened, Buffer chunk) {
        if (stopped != null) {
            return;
        }
        bytes += chunk.length();
        if (bytes > limits.maxBytes()) {
            stop(new TooLarge());
            return;
        }
        opened.write(chunk).onFailure(this::stop);
        if (opened.writeQueueFull()) {
            waitsForDisk = true;
            request.pause();
            opened.drainHandler(drained -> {
                waitsForDisk = false;
                request.resume();
            });
        }
    }

    /** Time in which the disk keeps the client waiting is not the client's. */
    private void requireSome() {
        boolean few = bytes - bytesAtPulse < limits.uploadMinBytes();
        bytesAtPulse = bytes;
        if (few && !waitsForDisk && file != null) {
            stop(new TooSlow());
        }
    }

    /** Ends it for a reason, once. A file that is being opened is closed when it is open. */
    private void stop(Throwable reason) {
        if (stopped != null || ended) {
            return;
        }
        stopped = reason;
        if (file != null) {
            request.resume();
            close(file, reason);
        }
    }

    private void close(AsyncFile opened, Throwable reason) {
        opened.close().onComplete(closed -> received.tryFail(reason));
    }

    private void finish(Throwable failure) {
        Throwable reason = stopped;
        stopped = reason == null ? failure : reason;
        received.tryFail(stopped);
    }
}
