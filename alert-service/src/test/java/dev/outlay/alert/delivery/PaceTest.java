package dev.outlay.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As many messages go as a webhook allows, at even distances, and no more. */
class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final Duration MOMENT = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({"2, 5, 1", "30, 5, 2", "60, 5, 3", "600, 5, 5", "600, 100, 21", "6000, 8, 8", "999999999, 256, 256"})
    void allGoInOneTurnThatTheRateHasRoomForInAMoment(int rate, int waiting, int going) {
        assertThat(Pace.of(rate, Optional.empty(), NOW).turns(waiting, NOW, MOMENT))
                .hasSize(going);
    }

    @Test
    void theyGoAtEvenDistancesFromTheTurnThatIsNext() {
        Instant next = NOW.plusMillis(300);
        Pace pace = Pace.of(120, Optional.of(next), NOW);

        assertThat(pace.turns(10, NOW, MOMENT))
                .containsExactly(next, next.plusMillis(500), next.plusMillis(1000), next.plusMillis(1500));
        assertThat(pace.past(4).nextAt()).isEqualTo(next.plusMillis(2000));
        assertThat(pace.past(4).turns(10, NOW, MOMENT)).isEmpty();
    }

    @Test
    void whoeverHasHadNothingForLongGetsNoMoreAtOnceForIt() {
        Pace pace = Pace.of(60, Optional.of(NOW.minus(Duration.ofHours(5))), NOW);

        assertThat(pace.turns(2, NOW, MOMENT)).isEqualTo(List.of(NOW, NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"7", "59", "61", "700", "999999999"})
    void noMinuteHasMoreThanAreAllowedWhereTheyDoNotDivideIt(int rate) {
        Pace pace = Pace.of(rate, Optional.empty(), NOW);

        assertThat(pace.past(rate).nextAt()).isAfterOrEqualTo(NOW.plusSeconds(60));
    }
}
