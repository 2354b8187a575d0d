package dev.outlay.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final Publication publication = new Publication(3);

    @Test
    void itIsSettledWithTheLastAcknowledgementWhateverTheirOrder() {
        publication.of(2).onCompletion(null, null);
        publication.of(0).onCompletion(null, null);
        assertThat(publication.whenSettled()).isNotDone();

        publication.of(1).onCompletion(null, null);

        assertThat(publication.whenSettled()).isCompletedWithValue(List.of());
    }

    @Test
    void whatIsRefusedForGoodIsGatheredInOrderAndTheOthersAreStillAwaited() {
        publication.of(2).onCompletion(null, new RecordTooLargeException());
        publication.of(0).onCompletion(null, new RecordTooLargeException());
        assertThat(publication.whenSettled()).isNotDone();
        assertThat(publication.hasFailed()).isFalse();

        publication.of(1).onCompletion(null, null);

        assertThat(publication.whenSettled().join())
                .extracting(RefusedCharge::at)
                .containsExactly(0, 2);
    }

    @Test
    void itFailsAtOnceWithTheFirstOfWhichTheBrokerCannotSayAlsoBesideOneThatIsRefusedForGood() {
        publication.of(0).onCompletion(null, new RecordTooLargeException());

        publication.of(1).onCompletion(null, new NetworkException());

        assertThat(publication.hasFailed()).isTrue();
        assertThat(publication.whenSettled())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(BrokerUnavailable.class);
    }

    /** A client that does not go on says so in its own words, which may be those of a record that is refused. */
    @Test
    void whereNothingMoreIsSentItFailsAsWhatMayPassWhateverTheReason() {
        for (Exception reason : List.of(
                new RecordTooLargeException(),
                new SerializationException("no bytes"),
                new IllegalStateException("closed"))) {
            Publication stopped = new Publication(2);

            stopped.fail(reason);

            assertThat(stopped.hasFailed()).isTrue();
            assertThat(stopped.whenSettled())
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(BrokerUnavailable.class);
        }
    }
}
