package dev.outlay.ingest.publish;

import org.jspecify.annotations.Nullable;

/** The broker did not acknowledge in time. Nothing is wrong with what was sent: it is to be sent again. */
public final class BrokerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
