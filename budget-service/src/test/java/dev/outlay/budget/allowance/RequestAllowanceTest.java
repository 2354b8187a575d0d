package dev.outlay.budget.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.access.Principal;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestAllowanceTest {

    private record Limits(int perMinute, int atOnce, Duration longestBody) implements AllowanceConfig {}

    private static final Principal SOMEBODY = new Principal("id", "tenant", Set.of());

    private final AtomicLong nanos = new AtomicLong();
    private final RequestAllowance allowance =
            new RequestAllowance(new Limits(60, 5, Duration.ofMinutes(1)), new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return nanos.get();
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            });

    @Test
    void afterARestAsManyAsThatMayBeMadeAtOnceAndNotOneMore() {
        assertThat(madeAtOnce()).isEqualTo(5);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(madeAtOnce()).isEqualTo(5);
    }

    @Test
    void overTimeAsManyAsAMinuteSaysMayBeMade() {
        madeAtOnce();
        int made = 0;
        for (int tenths = 0; tenths < 6_000; tenths++) {
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            made += allowance.take(SOMEBODY).isAllowed() ? 1 : 0;
        }
        assertThat(made).isBetween(599, 600);
    }

    @Test
    void whoIsRefusedIsToldWhenItIsWorthTryingAgain() {
        madeAtOnce();
        RequestAllowance.Taken refused = allowance.take(SOMEBODY);
        assertThat(refused.left()).isZero();
        nanos.addAndGet(refused.rest().minusMillis(10).toNanos());
        assertThat(allowance.take(SOMEBODY).isAllowed()).isFalse();
        nanos.addAndGet(Duration.ofMillis(10).toNanos());
        assertThat(allowance.take(SOMEBODY).isAllowed()).isTrue();
    }

    @Test
    void severalAreTakenTogetherOrNotAtAll() {
        assertThat(allowance.take(SOMEBODY, 3).left()).isEqualTo(2);
        RequestAllowance.Taken refused = allowance.take(SOMEBODY, 4);
        assertThat(refused.isAllowed()).isFalse();
        assertThat(refused.rest()).isEqualTo(Duration.ofSeconds(2));
        assertThat(allowance.take(SOMEBODY, 2).left()).isZero();
        assertThat(allowance.most()).isEqualTo(5);
    }

    @Test
    void whoHasToAskAgainForAllOfItIsToldWhenThereIsRoomForThat() {
        assertThat(allowance.take(SOMEBODY, 3).isAllowed()).isTrue();
        RequestAllowance.Taken refused = allowance.take(SOMEBODY, 3, 5);
        assertThat(refused.left()).isEqualTo(2);
        assertThat(refused.rest()).isEqualTo(Duration.ofSeconds(3));
        nanos.addAndGet(refused.rest().toNanos());
        assertThat(allowance.take(SOMEBODY, 2).isAllowed()).isTrue();
        assertThat(allowance.take(SOMEBODY, 3, 5).isAllowed()).isTrue();
    }

    @Test
    void workIsTakenWhetherThereIsRoomForItOrNotAndTheNextWaitsLonger() {
        allowance.charge(SOMEBODY, Duration.ofSeconds(1));
        assertThat(allowance.take(SOMEBODY).left()).isEqualTo(2);
        allowance.charge(SOMEBODY, Duration.ofSeconds(4));
        RequestAllowance.Taken refused = allowance.take(SOMEBODY);
        assertThat(refused.left()).isZero();
        assertThat(refused.rest()).isEqualTo(Duration.ofSeconds(7));
        nanos.addAndGet(refused.rest().toNanos());
        assertThat(allowance.take(SOMEBODY).isAllowed()).isTrue();
        allowance.charge(SOMEBODY, Duration.ofMillis(499));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(madeAtOnce()).isEqualTo(5);
    }

    @Test
    void theSameIdInAnotherTenantIsSomebodyElse() {
        madeAtOnce();
        assertThat(allowance.take(new Principal("id", "other", Set.of())).isAllowed())
                .isTrue();
        assertThat(allowance.take(new Principal("other", "tenant", Set.of())).isAllowed())
                .isTrue();
    }

    @Test
    void limitsThatNobodyCouldWorkWithAreRefused() {
        for (Limits impossible : List.of(
                new Limits(0, 5, Duration.ofMinutes(1)),
                new Limits(60, 0, Duration.ofMinutes(1)),
                new Limits(60, 5, Duration.ZERO))) {
            assertThatThrownBy(() -> new RequestAllowance(impossible, TimeMeter.SYSTEM_NANOTIME))
                    .hasMessageContaining("outlay.requests");
        }
    }

    private int madeAtOnce() {
        int made = 0;
        while (allowance.take(SOMEBODY).isAllowed()) {
            made++;
        }
        return made;
    }
}
