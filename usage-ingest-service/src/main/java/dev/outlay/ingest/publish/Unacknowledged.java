package dev.outlay.ingest.publish;

import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Tells what passes from what does not, when a record was not acknowledged: for charges that are posted, for those of a file, and
 * for the states of imports. What is wrong with the record itself does not pass, and whoever waited for it would wait for ever.
 * Everything else does: what an operator mends (the network, a password, a right, the name or a rule of a topic, a clock), what
 * sending again mends, and what the broker cannot explain. A record that is taken for refused is lost to a sender who believes
 * it, so only that error counts which concerns one record and is never another's.
 *
 * <p>That is its size alone: Kafka's client splits a batch that the broker finds too large until the record stands by itself.
 * {@link org.apache.kafka.common.InvalidRecordException} is no such error. As soon as two records of a batch are refused, the
 * client gives it for whatever the broker said of each, a time stamp out of the topic's range included, which is our clock's fault
 * (Kafka's {@code Sender.failBatch}); and a policy or a segment that is too small is told of a batch, whoever else is in it.
 */
public final class Unacknowledged {
    private Unacknowledged() {}

    /**
     * The failure of one record as those who sent it are told it.
     *
     * @return {@link BrokerUnavailable} or {@link BrokerRefused}
     */
    public static RuntimeException because(Throwable cause) {
        return cause instanceof RecordTooLargeException tooLarge ? tooLarge(tooLarge) : unavailable(cause);
    }

    /** The failure of whatever else, of which nobody can say that one record is the reason. */
    static BrokerUnavailable unavailable(Throwable cause) {
        return new BrokerUnavailable(
                "Kafka did not acknowledge: " + (cause.getMessage() == null ? "no answer in time" : cause.getMessage()),
                cause);
    }

    private static BrokerRefused tooLarge(Throwable cause) {
        return new BrokerRefused(
                "Kafka takes no record as large as this one: max.message.bytes of the topic is smaller. Send it with shorter"
                        + " texts and fewer tags, or have the limit of the topic raised.",
                cause);
    }
}
