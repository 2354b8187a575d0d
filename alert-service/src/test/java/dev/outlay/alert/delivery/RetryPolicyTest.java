package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static Optional<Duration> after(int attempt, @Nullable Duration asked, double chance) {
        return RetryPolicy.STANDARD.waitAfter(attempt, Optional.ofNullable(asked), chance);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 300", "3, 1800", "4, 7200", "5, 18000", "6, 36000", "7, 50400", "8, 72000", "9, 86400"})
    void theWaitGrowsAndIsSpreadByTenToTwentyPercent(int attempt, long seconds) {
        for (double chance : new double[] {-1, -0.5, 0, 0.5, 1}) {
            double spread = after(attempt, null, chance).orElseThrow().toMillis() / (seconds * 1000.0) - 1;
            assertThat(Math.abs(spread)).isBetween(0.0999, 0.2001);
            assertThat(Math.signum(spread)).isEqualTo(chance < 0 ? -1.0 : 1.0);
        }
    }

    @Test
    void afterTenAttemptsItIsGivenUp() {
        assertThat(after(10, null, 0)).isEmpty();
        assertThat(after(11, Duration.ofSeconds(1), 0)).isEmpty();
    }

    @Test
    void aReceiverMayAskForMorePatienceWithinBoundsButNotForLess() {
        assertThat(after(1, Duration.ofSeconds(60), 1)).contains(Duration.ofSeconds(60));
        assertThat(after(1, Duration.ofSeconds(1), 1)).contains(Duration.ofSeconds(6));
        assertThat(after(1, Duration.ofDays(30), 1))
                .contains(Duration.ofHours(2).plusSeconds(6));
    }

    @Test
    void anAttemptThatWasOnlyPutOffCostsNothing() {
        Conclusion conclusion = Conclusion.putOff("not heard", NOW);
        assertThat(conclusion.counted()).isFalse();
        assertThat(conclusion.state()).isEqualTo(DeliveryState.Pending);
    }

    @Test
    void outcomesBecomeStates() {
        assertThat(Conclusion.of(new Outcome.Accepted(), 1, RetryPolicy.STANDARD, NOW, 0)
                        .state())
                .isEqualTo(DeliveryState.Delivered);
        assertThat(Conclusion.of(new Outcome.Refused("gone", ""), 1, RetryPolicy.STANDARD, NOW, 0)
                        .state())
                .isEqualTo(DeliveryState.Refused);
        assertThat(Conclusion.of(new Outcome.TryLater("x", "a\nb"), 1, RetryPolicy.STANDARD, NOW, 0)
                        .detail())
                .isEqualTo("a b");
        assertThat(Conclusion.of(new Outcome.TryLater("x", ""), 10, RetryPolicy.STANDARD, NOW, 0)
                        .state())
                .isEqualTo(DeliveryState.GaveUp);
    }
}
