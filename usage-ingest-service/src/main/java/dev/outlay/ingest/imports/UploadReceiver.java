package dev.outlay.ingest.imports;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Streams a body to a file: as fast as the disk writes, a few buffers in memory, up to a size. Runs on one event loop. */
final class UploadReceiver {
    private final HttpServerRequest request;
    private final long maxBytes;
    private final Promise<Long> received = Promise.promise();
    private long bytes;
    private boolean stopped;

    UploadReceiver(HttpServerRequest request, long maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    /** More bytes came than are allowed. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Receives the body; the size when it is whole and the file is closed. */
    Future<Long> into(Path target, Vertx vertx) {
        request.pause();
        vertx.fileSystem()
                .open(target.toString(), new OpenOptions().setCreate(true).setTruncateExisting(true))
                .onFailure(received::tryFail)
                .onSuccess(this::stream);
        return received.future();
    }

    private void stream(AsyncFile file) {
        request.exceptionHandler(gone -> stop(file, gone));
        file.exceptionHandler(disk -> stop(file, disk));
        request.handler(chunk -> chunk(file, chunk));
        request.endHandler(end -> {
            if (!stopped) {
                file.close().onSuccess(closed -> received.tryComplete(bytes)).onFailure(received::tryFail);
            }
        });
        request.resume();
    }

    private void chunk(AsyncFile file, Buffer chunk) {
        if (stopped) {
            return;
        }
        bytes += chunk.length();
        if (bytes > maxBytes) {
            stop(file, new TooLarge());
            return;
        }
        file.write(chunk).onFailure(disk -> stop(file, disk));
        if (file.writeQueueFull()) {
            request.pause();
            file.drainHandler(drained -> request.resume());
        }
    }

    private void stop(AsyncFile file, Throwable reason) {
        if (!stopped) {
            stopped = true;
            request.resume();
            file.close().onComplete(closed -> received.tryFail(reason));
        }
    }
}
