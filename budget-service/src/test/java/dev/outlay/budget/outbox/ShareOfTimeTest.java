package dev.outlay.budget.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** However much is to be explained, most of the time is left for sending. */
class ShareOfTimeTest {

    private static final long MILLISECOND = 1_000_000;

    private final ShareOfTime share = new ShareOfTime(Duration.ofMillis(250), 0);

    @Test
    void whoeverTakesAllThereIsEachTimeGetsNoMoreThanTheShareOfEachSecondAndWhatWasThereAtFirst() {
        long used = 0;
        long now = 0;
        while (now < 60_000 * MILLISECOND) {
            long left = share.left(now).toNanos();
            share.use(now, now + left);
            used += left;
            now += left + 10 * MILLISECOND;
        }

        assertThat(used / MILLISECOND).isBetween(14_000L, 15_300L);
    }

    @Test
    void whatIsNotUsedIsNotSavedUp() {
        assertThat(share.left(3_600_000 * MILLISECOND)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whatWasUsedComesBackWithTime() {
        share.use(0, 250 * MILLISECOND);
        assertThat(share.left(250 * MILLISECOND)).isEqualTo(Duration.ZERO);

        assertThat(share.left(650 * MILLISECOND)).isEqualTo(Duration.ofMillis(100));
        assertThat(share.left(1_250 * MILLISECOND)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whoeverTakesMoreThanThereIsWaitsUntilItHasComeBack() {
        share.use(0, 1_000 * MILLISECOND);

        assertThat(share.left(3_000 * MILLISECOND)).isEqualTo(Duration.ZERO);
        assertThat(share.left(4_500 * MILLISECOND)).isPositive();
    }
}
