package dev.outlay.alert.transport;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the beginning of an answer, and no more: a receiver cannot make the service hold a gigabyte. */
final class BoundedBody {

    /** Bytes that are kept. */
    private static final int MOST = 2048;

    /** How long the rest of an answer is read for the sake of the connection, once its status was a yes. */
    private static final long MOST_AFTER_SUCCESS = 500;

    private BoundedBody() {}

    /** The status is the answer. What follows it is for people, and one who has taken the message need not be heard out. */
    static Future<String> ofAnswer(HttpClientResponse response) {
        boolean taken = response.statusCode() >= 200 && response.statusCode() < 300;
        Future<String> text = read(response);
        return taken
                ? text.timeout(MOST_AFTER_SUCCESS, TimeUnit.MILLISECONDS).otherwise(ignored -> goOn(response))
                : text;
    }

    private static String goOn(HttpClientResponse response) {
        response.request().reset();
        return "";
    }

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
