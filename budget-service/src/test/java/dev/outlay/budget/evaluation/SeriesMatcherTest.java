package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesMatcherTest {

    private static final int ENDED = 3;
    private static final int READY = 2;

    private final SeriesMatcher matcher = new SeriesMatcher("");

    @Test
    void nothingIsKeptOfSeriesThatAreTakenOut() {
        List<WatchTable.Series> series = List.of(
                series(1, 10, new CostFilter.DimensionIn("ServiceName", Set.of("a", "b")), READY),
                series(2, 10, new CostFilter.TagIn("team", Set.of("x")), READY),
                series(3, 11, new CostFilter.DimensionIn("ServiceName", Set.of("a")), READY),
                series(4, 11, null, READY));
        assertThat(series).allMatch(matcher::add);
        assertThat(series).noneMatch(matcher::add);
        assertThat(Remembered.by(matcher)).contains(1, 2, 3, 4, 10, 11, "ServiceName", "a", "b", "team", "x");

        assertThat(matcher.remove(1)).isTrue();
        assertThat(Remembered.by(matcher))
                .as("others of its scope and of its values stay")
                .contains(2, 10, "team", "x", 3, 11, "ServiceName", "a")
                .doesNotContain(1, "b");

        assertThat(matcher.remove(1)).isFalse();
        assertThat(List.of(2, 3, 4)).allMatch(matcher::remove);
        assertThat(Remembered.by(matcher)).isEmpty();
    }

    @Test
    void aSeriesThatHasEndedIsNotFed() {
        assertThat(series(5, 10, null, ENDED).isFed()).isFalse();
    }

    private static WatchTable.Series series(int id, int scope, @Nullable CostFilter filter, int state) {
        return new WatchTable.Series(
                id, scope, new Periods(TimeGrain.QUARTERLY, null), Metric.ACTUAL, filter, state, 1);
    }
}
