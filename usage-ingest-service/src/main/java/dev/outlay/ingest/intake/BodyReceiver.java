package dev.outlay.ingest.intake;

import dev.outlay.connection.Invitation;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * Receives one body into memory, within the limit for a request and the limit for all of them, and within time. What is taken
 * from admission is given back by {@link #release}, exactly once, whatever becomes of the request.
 */
final class BodyReceiver {
    private final RoutingContext context;
    private final Admission admission;
    private final IntakeConfig limits;
    private final Consumer<Body> whenWhole;
    private final Body received = new Body();
    private long taken;
    private boolean whole;
    private boolean refused;
    private boolean released;

    BodyReceiver(RoutingContext context, Admission admission, IntakeConfig limits, Consumer<Body> whenWhole) {
        this.context = context;
        this.admission = admission;
        this.limits = limits;
        this.whenWhole = whenWhole;
    }

    /** Starts reading; admission was entered before. Runs on the request's event loop, as all that follows. */
    void receive(Vertx vertx) {
        HttpServerRequest request = context.request();
        long timer = vertx.setTimer(limits.bodyTimeout().toMillis(), late -> refuse(timeout()));
        request.handler(this::chunk);
        request.exceptionHandler(gone -> {
            vertx.cancelTimer(timer);
            if (!whole) { // what is being published still takes its room
                refused = true;
                release();
            }
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (!refused) {
                whole = true;
                whenWhole.accept(received);
            }
        });
        Invitation.send(request);
        request.resume();
    }

    /**
     * Takes room for what the body has grown by when it was decompressed. Called by the one worker that has the whole
     * body, before the event loop hears of it again.
     *
     * @return whether there was room
     */
    boolean takesAlso(long more) {
        if (more <= 0) {
            return true;
        }
        boolean room = admission.take(more);
        taken += room ? more : 0;
        return room;
    }

    /** Gives back what was taken; further calls do nothing. */
    void release() {
        if (!released) {
            released = true;
            admission.leave(taken);
        }
    }

    private void chunk(Buffer bytes) {
        if (refused) {
            return;
        }
        if (received.length() + bytes.length() > limits.maxBodyBytes()) {
            refuse(ApiError.of(
                    413, "PayloadTooLarge", Body.tooLarge(limits.maxBodyBytes()).text()));
        } else if (!admission.take(bytes.length())) {
            refuse(CostEventsEndpoint.TOO_MANY);
        } else {
            taken += bytes.length();
            received.append(bytes);
        }
    }

    private void refuse(ApiError error) {
        if (!refused) {
            refused = true;
            release();
            Answers.refuse(context, error);
        }
    }

    private static ApiError timeout() {
        return ApiError.of(408, "RequestTimeout", "The body did not arrive in time.");
    }
}
