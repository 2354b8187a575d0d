package dev.outlay.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The forecast is worth its trouble: on the sample partner it is nearer to what came than the last week repeated, and README.md says by how much. */
class BacktestTest {

    @Test
    void onTheSampleTheForecastIsNearerThanTheLastWeek() throws IOException {
        List<Series> series = SampleSeries.of(ForecastBench.SEED, ForecastBench.UNTIL);

        for (int horizon : ForecastBench.HORIZONS) {
            Backtest.Outcome outcome = Backtest.of(series, ForecastBench.UNTIL, horizon);
            assertThat(outcome.series()).isGreaterThan(100);
            assertThat(outcome.ofDays().forecast())
                    .as("a day, %d days ahead", horizon)
                    .isLessThan(outcome.ofDays().lastWeek());
            assertThat(outcome.ofSums().forecast())
                    .as("the sum of %d days", horizon)
                    .isLessThan(outcome.ofSums().lastWeek());
            assertThat(outcome.better()).as("series, %d days ahead", horizon).isGreaterThan(0.5);
        }

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ForecastBench.print(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "sample partner, seed " + ForecastBench.SEED,
                series,
                ForecastBench.UNTIL);
        String readme = Files.readString(
                Path.of(System.getProperty("outlay.root", "../..")).resolve("deploy/bench/README.md"));
        assertThat(readme).contains(printed.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void whatIsHiddenIsNotLearntFrom() {
        LocalDate until = LocalDate.of(2026, 10, 31);
        NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
        for (int day = 0; day < 200; day++) {
            days.put(until.minusDays(day), day < 7 ? new BigDecimal(1000) : new BigDecimal(10));
        }

        Backtest.Outcome outcome = Backtest.of(List.of(new Series("s", "EUR", days)), until, 7);

        assertThat(outcome.ofDays().forecast())
                .as("a jump that nobody could know of is missed by both alike")
                .isEqualTo(outcome.ofDays().lastWeek());
    }
}
