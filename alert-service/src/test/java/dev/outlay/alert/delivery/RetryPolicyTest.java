package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.running.Repository;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    void whatIsExceededIsTriedMoreOftenAtTheStartAndForAsLong() throws Exception {
        Crossing approaching = CrossingJson.read(CloudEvent.structured(
                Files.readAllBytes(Repository.root().resolve("deploy/contracts/examples/crossing-actual.json"))));
        Crossing exceeded = spending(approaching, approaching.amount());

        assertThat(RetryPolicy.of(List.of(approaching))).isEqualTo(RetryPolicy.STANDARD);
        assertThat(RetryPolicy.of(List.of(approaching, exceeded))).isEqualTo(RetryPolicy.OF_WHAT_IS_EXCEEDED);
        assertThat(within(RetryPolicy.OF_WHAT_IS_EXCEEDED, Duration.ofMinutes(10)))
                .isGreaterThan(2 * within(RetryPolicy.STANDARD, Duration.ofMinutes(10)));
        assertThat(RetryPolicy.OF_WHAT_IS_EXCEEDED.waits()).endsWith(Duration.ofHours(20), Duration.ofHours(24));
    }

    private static long within(RetryPolicy policy, Duration time) {
        long attempts = 0;
        Duration passed = Duration.ZERO;
        for (Duration wait : policy.waits()) {
            passed = passed.plus(wait);
            attempts += passed.compareTo(time) <= 0 ? 1 : 0;
        }
        return attempts;
    }

    private static Crossing spending(Crossing like, BigDecimal spend) {
        return new Crossing(
                like.id(),
                like.budget(),
                like.billingAccount(),
                like.customer(),
                like.notification(),
                like.period(),
                like.amount(),
                like.thresholdAmount(),
                spend,
                like.forecast(),
                like.currency(),
                like.measure(),
                like.priceView(),
                like.metric(),
                like.late(),
                like.telling(),
                like.cause(),
                like.crossedAt(),
                like.acceptedAt(),
                like.occasion());
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
