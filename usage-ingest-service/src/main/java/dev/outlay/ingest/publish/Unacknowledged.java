package dev.outlay.ingest.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells what passes from what does not, when a record was not acknowledged: for charges that are posted, for those of a file, and
 * for the states of imports. What is wrong with the record itself does not pass, and whoever waited for it would wait for ever.
 * Everything else does: what an operator mends (the network, a password, a right, the name of a topic, a clock), what sending
 * again mends, and what the broker cannot explain. A record that is taken for refused is lost to a sender who believes it, so
 * only those errors count that say so.
 */
public final class Unacknowledged {
    private Unacknowledged() {}

    /**
     * The failure as those who sent the record are told it.
     *
     * @return {@link BrokerUnavailable} or {@link BrokerRefused}
     */
    public static RuntimeException because(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException tooLarge -> tooLarge(tooLarge);
            case RecordBatchTooLargeException tooLarge -> tooLarge(tooLarge);
            case InvalidRecordException invalid -> invalid(invalid);
            case PolicyViolationException invalid -> invalid(invalid);
            case SerializationException invalid -> invalid(invalid);
            default ->
                new BrokerUnavailable(
                        "Kafka did not acknowledge: "
                                + (cause.getMessage() == null ? "no answer in time" : cause.getMessage()),
                        cause);
        };
    }

    private static BrokerRefused tooLarge(Throwable cause) {
        return new BrokerRefused(
                "Kafka takes no record as large as this one: max.message.bytes of the topic is smaller. Send it with shorter"
                        + " texts and fewer tags, or have the limit of the topic raised.",
                cause);
    }

    private static BrokerRefused invalid(Throwable cause) {
        return new BrokerRefused(
                "Kafka refused the record as one that breaks a rule of the topic, and will refuse it again. The log of the"
                        + " service says what Kafka said; have the rule changed, or send the charge otherwise.",
                cause);
    }
}
