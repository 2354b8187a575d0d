package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many deliveries a webhook is given at a time. */
class WebhookPulseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int MOST = 8;
    private static final Outcome FAILED = new Outcome.TryLater("server-error", "");

    private static Outcome.TryLater askingFor(Duration patience) {
        return new Outcome.TryLater("throttled", "", Optional.of(patience));
    }

    private static WebhookPulse after(Outcome... outcomes) {
        WebhookPulse pulse = WebhookPulse.CALM;
        for (Outcome outcome : outcomes) {
            pulse = pulse.begun().seen(outcome, NOW).ended();
        }
        return pulse;
    }

    @Test
    void whatIsOnItsWayTakesFromTheRoom() {
        assertThat(WebhookPulse.CALM.room(MOST, NOW)).isEqualTo(MOST);
        assertThat(WebhookPulse.CALM.begun().begun().room(MOST, NOW)).isEqualTo(MOST - 2);
        assertThat(WebhookPulse.CALM.begun().begun().room(1, NOW)).isZero();
    }

    @Test
    void fourFailuresInARowChangeNothingAndTheFifthShutsForHalfAMinute() {
        assertThat(after(FAILED, FAILED, FAILED, FAILED).room(MOST, NOW)).isEqualTo(MOST);
        WebhookPulse shut = after(FAILED, FAILED, FAILED, FAILED, FAILED);
        assertThat(shut.room(MOST, NOW)).isZero();
        assertThat(shut.room(MOST, NOW.plusSeconds(29))).isZero();
        assertThat(shut.room(MOST, NOW.plusSeconds(30))).isEqualTo(1);
        assertThat(shut.begun().room(MOST, NOW.plusSeconds(30))).isZero();
    }

    @Test
    void aProbeThatFailsShutsItAgainAndOneThatSucceedsOpensItWholly() {
        WebhookPulse shut = after(FAILED, FAILED, FAILED, FAILED, FAILED);
        Instant later = NOW.plusSeconds(30);
        assertThat(shut.begun().seen(FAILED, later).ended().room(MOST, later.plusSeconds(29)))
                .isZero();
        assertThat(shut.begun().seen(new Outcome.Accepted(), later).ended()).isEqualTo(WebhookPulse.CALM);
    }

    @Test
    void aSuccessBetweenFailuresBeginsTheRowAnew() {
        assertThat(after(FAILED, FAILED, FAILED, FAILED, new Outcome.Accepted(), FAILED, FAILED)
                        .room(MOST, NOW))
                .isEqualTo(MOST);
    }

    @Test
    void oneThatAsksForPatienceIsLeftAloneForAsLongWithinBounds() {
        WebhookPulse asked = after(askingFor(Duration.ofMinutes(10)));
        assertThat(asked.room(MOST, NOW.plusSeconds(599))).isZero();
        assertThat(asked.room(MOST, NOW.plusSeconds(600))).isEqualTo(1);
        WebhookPulse tooMuch = after(askingFor(Duration.ofDays(2)));
        assertThat(tooMuch.room(MOST, NOW.plus(Duration.ofHours(2)))).isEqualTo(1);
    }

    @Test
    void patienceThatIsAskedForBesideDeliveriesHoldsForThemAndIsNoFailure() {
        WebhookPulse asked = WebhookPulse.CALM.asked(Duration.ofMinutes(10), NOW);
        assertThat(asked.quiet(NOW.plusSeconds(599))).contains(NOW.plusSeconds(600));
        assertThat(asked.room(MOST, NOW.plusSeconds(599))).isZero();
        assertThat(asked.quiet(NOW.plusSeconds(600))).isEmpty();
        assertThat(asked.failures()).isZero();
        assertThat(asked.asked(Duration.ofMinutes(1), NOW))
                .as("less than before")
                .isEqualTo(asked);
        assertThat(WebhookPulse.CALM.asked(Duration.ofDays(2), NOW).quiet(NOW)).contains(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void aFailureThatAsksForNothingDoesNotShortenThePatienceAskedFor() {
        WebhookPulse asked = after(askingFor(Duration.ofMinutes(10)), FAILED, FAILED, FAILED, FAILED, FAILED);
        assertThat(asked.room(MOST, NOW.plusSeconds(599))).isZero();
    }

    @Test
    void aRefusalTeachesNothingOfTheReceiver() {
        assertThat(after(new Outcome.Refused("address-not-allowed", ""))).isEqualTo(WebhookPulse.CALM);
    }
}
