package dev.outlay.ingest.publish;

import org.jspecify.annotations.Nullable;

/** The broker will never take what was sent, as when a record is larger than the topic allows: sending it again is vain. */
public final class BrokerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
