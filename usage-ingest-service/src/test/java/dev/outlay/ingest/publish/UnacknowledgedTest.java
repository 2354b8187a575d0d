package dev.outlay.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnacknowledgedTest {

    static Stream<Throwable> whatMayPass() {
        return Stream.of(
                new TimeoutException("no answer"),
                new InvalidRecordException("one of three records of the batch"),
                new PolicyViolationException("no batch without a signature"),
                new RecordBatchTooLargeException("segment.bytes"),
                new SerializationException("cannot be written"),
                new IllegalStateException("closed"),
                new java.util.concurrent.TimeoutException(),
                new NotEnoughReplicasException("one of two"),
                new SaslAuthenticationException("wrong password"),
                new TopicAuthorizationException("cost-events"),
                new ClusterAuthorizationException("no"),
                new InvalidTopicException("a/b"),
                new InvalidTimestampException("the clock is wrong"),
                new OutOfOrderSequenceException("sequence"),
                new InvalidProducerEpochException("epoch"),
                new UnknownServerException("disk"),
                new KafkaException("part of a batch"));
    }

    @Test
    void aRecordThatIsTooLargeIsRefusedForGoodAndSaysWhatToDoAndNothingOfTheBroker() {
        Throwable cause = new RecordTooLargeException("broker-7 says no");

        RuntimeException reason = Unacknowledged.because(cause);

        assertThat(reason).isInstanceOf(BrokerRefused.class).hasCause(cause);
        assertThat(((BrokerRefused) reason).text()).contains("raised").doesNotContain("broker-7");
    }

    @ParameterizedTest
    @MethodSource("whatMayPass")
    void whatSendingAgainOrAnOperatorMendsIsNotTheRecordsFault(Throwable cause) {
        assertThat(Unacknowledged.because(cause))
                .isInstanceOf(BrokerUnavailable.class)
                .hasCause(cause);
    }
}
