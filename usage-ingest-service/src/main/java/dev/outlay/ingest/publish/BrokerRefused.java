package dev.outlay.ingest.publish;

import org.jspecify.annotations.Nullable;

/**
 * The broker will never take what was sent, as when a record is larger than the topic allows: sending it again is vain. The
 * message is for whoever sent it; what the broker said stands in the cause.
 */
public final class BrokerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why, and what to do about it, in sentences. */
    public String text() {
        String message = getMessage();
        return message == null ? "Kafka refused the record." : message;
    }
}
