package dev.outlay.alert.transport;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;

/** Reads the beginning of an answer, and no more: a receiver cannot make the service hold a gigabyte. */
final class BoundedBody {

    /** Bytes that are kept. */
    private static final int MOST = 2048;

    private BoundedBody() {}

    static Future<String> read(HttpClientResponse response) {
        Promise<String> read = Promise.promise();
        Buffer kept = Buffer.buffer();
        response.handler(chunk -> {
            kept.appendBuffer(chunk.slice(0, Math.min(chunk.length(), MOST - kept.length())));
            if (kept.length() >= MOST && read.tryComplete(kept.toString(StandardCharsets.UTF_8))) {
                response.request().reset();
            }
        });
        response.endHandler(ended -> read.tryComplete(kept.toString(StandardCharsets.UTF_8)));
        response.exceptionHandler(read::tryFail);
        return read.future();
    }
}
