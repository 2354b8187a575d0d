package dev.outlay.ingest.publish;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells what passes from what does not, when a record was not acknowledged. Whatever an operator mends (the network, a
 * password, a right) and whatever sending again mends passes; what is wrong with the record does not, and whoever waited
 * for it would wait for ever.
 */
public final class Unacknowledged {
    private Unacknowledged() {}

    /**
     * The failure as those who sent the record are told it.
     *
     * @return {@link BrokerUnavailable} or {@link BrokerRefused}
     */
    public static RuntimeException because(Throwable cause) {
        String reason = cause.getMessage() == null ? "no answer in time" : cause.getMessage();
        return passes(cause)
                ? new BrokerUnavailable("Kafka did not acknowledge: " + reason, cause)
                : new BrokerRefused("Kafka refused a record: " + reason, cause);
    }

    private static boolean passes(Throwable cause) {
        if (cause instanceof SerializationException) {
            return false;
        }
        return !(cause instanceof ApiException)
                || cause instanceof RetriableException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof OutOfOrderSequenceException
                || cause instanceof InvalidProducerEpochException;
    }
}
