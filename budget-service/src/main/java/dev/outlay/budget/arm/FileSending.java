package dev.outlay.budget.arm;

import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.frontdoor.UnreadRest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file, part by part: the next one is read when the one before has gone to the network, so a slow receiver costs the memory of one part. What is packed is one stream of gzip, whatever the parts are kept as: not every
 * receiver goes on behind the end of the first.
 */
final class FileSending {

    private static final Logger LOG = Logger.getLogger(FileSending.class);

    private final CostFiles files;
    private final CostFile file;
    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Runnable whenDone;
    private final AtomicBoolean done = new AtomicBoolean();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final @Nullable GZIPOutputStream packing;

    /** @param whenDone run once, however it ends */
    FileSending(
            CostFiles files, CostFile file, Vertx vertx, HttpServerRequest request, boolean gzip, Runnable whenDone) {
        this.files = files;
        this.file = file;
        this.vertx = vertx;
        this.request = request;
        this.whenDone = whenDone;
        this.packing = gzip ? gzip() : null;
    }

    private GZIPOutputStream gzip() {
        try {
            return new GZIPOutputStream(packed, true);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Begins to send. */
    void start() {
        HttpServerResponse response = request.response();
        response.closeHandler(closed -> done());
        response.exceptionHandler(broken -> done());
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + file.kind().label() + "-" + file.id() + ".csv\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Vary", "Accept-Encoding");
        if (packing != null) {
            response.putHeader("Content-Encoding", "gzip");
        }
        part(vertx.getOrCreateContext(), 0);
    }

    /** Each on the context of the request, on which sessions of the database are kept apart. */
    private void part(Context context, int number) {
        if (done.get()) {
            return;
        }
        boolean isLast = number == file.chunks() - 1;
        files.chunk(file, number)
                .chain(chunk -> Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> text(chunk, isLast), false)
                                .toCompletionStage()))
                .subscribe()
                .with(
                        text -> request.response()
                                .write(text)
                                .onSuccess(sent -> context.runOnContext(next -> {
                                    if (isLast) {
                                        request.response().end();
                                        done();
                                    } else {
                                        part(context, number + 1);
                                    }
                                }))
                                .onFailure(broken -> done()),
                        this::cut);
    }

    private Buffer text(byte[] chunk, boolean isLast) {
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(chunk))) {
            if (packing == null) {
                return Buffer.buffer(unpacking.readAllBytes());
            }
            unpacking.transferTo(packing);
            if (isLast) {
                packing.close();
            } else {
                packing.flush();
            }
            Buffer text = Buffer.buffer(packed.toByteArray());
            packed.reset();
            return text;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Half a file must not look like a whole one: the connection is closed before its end is told. */
    private void cut(Throwable failure) {
        LOG.warnf("file=%s cannot be sent any further: %s", file.id(), failure);
        done();
        UnreadRest.cut(request);
    }

    private void done() {
        if (done.compareAndSet(false, true)) {
            whenDone.run();
        }
    }
}
