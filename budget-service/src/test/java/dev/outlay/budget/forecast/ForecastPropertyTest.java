package dev.outlay.budget.forecast;

import static dev.outlay.budget.forecast.Days.TODAY;
import static dev.outlay.budget.forecast.Days.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.Generate.pick;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/** What holds of every history, however odd: of cents and of trillions, with corrections, spikes and gaps. */
class ForecastPropertyTest {

    private static final int EXAMPLES = 400;
    private static final long SEED = 20261126;

    /** Cents; what cannot be divided by the gap is a day without a charge. */
    private static Gen<NavigableMap<LocalDate, BigDecimal>> histories() {
        Gen<Long> costs = pick(List.of(0L, 1L, 1_234_567L, -99L))
                .mix(longs().between(-1_000, 100_000), 70)
                .mix(longs().between(-9_000_000_000_000_000L, 9_000_000_000_000_000L), 5);
        return lists().of(costs)
                .ofSizeBetween(1, 150)
                .zip(
                        integers().between(1, 4),
                        (days, keep) -> Days.of(
                                days.size(),
                                day -> keep > 1 && Math.floorMod(day * 31, 7) >= 7 - keep + 1
                                        ? null
                                        : BigDecimal.valueOf(days.get(day), 2)));
    }

    @Test
    void anIntervalIsAroundItsMeanAndGrowsWithItsShare() {
        qt().withFixedSeed(SEED)
                .withExamples(EXAMPLES)
                .forAll(histories(), integers().between(0, 366))
                .checkAssert(
                        (days, ahead) -> Forecast.of(days, YESTERDAY, "EUR").ifPresent(forecast -> {
                            Expected day = forecast.on(TODAY.plusDays(ahead));
                            Expected sum = forecast.between(TODAY, TODAY.plusDays(ahead));
                            for (Expected expected : List.of(day, sum)) {
                                assertThat(List.of(
                                                expected.nearlySure().lower(),
                                                expected.likely().lower(),
                                                expected.amount(),
                                                expected.likely().upper(),
                                                expected.nearlySure().upper()))
                                        .isSorted()
                                        .allMatch(amount -> amount.scale() == 2);
                            }
                        }));
    }

    @Test
    void theSameDaysGiveTheSameForecast() {
        qt().withFixedSeed(SEED).withExamples(EXAMPLES / 4).forAll(histories()).checkAssert(days -> assertThat(
                        month(days))
                .isEqualTo(month(days)));
    }

    @Test
    void aSumIsTheSumOfItsDays() {
        qt().withFixedSeed(SEED).withExamples(EXAMPLES / 4).forAll(histories()).checkAssert(days -> Forecast.of(
                        days, YESTERDAY, "EUR")
                .ifPresent(forecast -> {
                    BigDecimal sum = BigDecimal.ZERO;
                    for (int ahead = 0; ahead < 30; ahead++) {
                        sum = sum.add(forecast.on(TODAY.plusDays(ahead)).amount());
                    }
                    double whole =
                            forecast.between(TODAY, TODAY.plusDays(29)).amount().doubleValue();
                    assertThat(sum.doubleValue()).isCloseTo(whole, within(0.2 + Math.abs(whole) * 1e-9));
                }));
    }

    @Test
    void laterDaysAreNoSurer() {
        qt().withFixedSeed(SEED).withExamples(EXAMPLES / 4).forAll(histories()).checkAssert(days -> Forecast.of(
                        withACredit(days), YESTERDAY, "EUR")
                .ifPresent(forecast -> assertThat(width(forecast.on(TODAY.plusDays(60))))
                        .isGreaterThanOrEqualTo(width(forecast.on(TODAY))
                                .subtract(BigDecimal.valueOf(
                                        forecast.on(TODAY).amount().abs().doubleValue() * 1e-9))
                                .subtract(new BigDecimal("0.02")))));
    }

    @Test
    void whatNeverCostLessThanNothingIsNeverExpectedTo() {
        qt().withFixedSeed(SEED).withExamples(EXAMPLES / 4).forAll(histories()).checkAssert(days -> {
            NavigableMap<LocalDate, BigDecimal> positive = new TreeMap<>(days);
            positive.replaceAll((day, amount) -> amount.abs());
            Forecast.of(positive, YESTERDAY, "EUR")
                    .ifPresent(forecast -> assertThat(forecast.between(TODAY, TODAY.plusDays(30))
                                    .nearlySure()
                                    .lower())
                            .isGreaterThanOrEqualTo(BigDecimal.ZERO));
        });
    }

    @Test
    void whatIsAThousandTimesDearerIsExpectedAThousandTimesDearer() {
        qt().withFixedSeed(SEED).withExamples(EXAMPLES / 4).forAll(histories()).checkAssert(days -> {
            NavigableMap<LocalDate, BigDecimal> dearer = new TreeMap<>(days);
            dearer.replaceAll((day, amount) -> amount.movePointRight(3));
            Optional<Expected> cheap = month(days);
            Optional<Expected> dear = month(dearer);
            assertThat(dear.isPresent()).isEqualTo(cheap.isPresent());
            cheap.ifPresent(expected -> {
                double wanted = expected.amount().doubleValue() * 1000;
                assertThat(dear.orElseThrow().amount().doubleValue())
                        .isCloseTo(wanted, within(10 + Math.abs(wanted) * 1e-6));
            });
        });
    }

    private static Optional<Expected> month(NavigableMap<LocalDate, BigDecimal> days) {
        return Forecast.of(days, YESTERDAY, "EUR").map(forecast -> forecast.between(TODAY, TODAY.plusDays(29)));
    }

    /** So that nothing is cut off at zero. */
    private static NavigableMap<LocalDate, BigDecimal> withACredit(NavigableMap<LocalDate, BigDecimal> days) {
        NavigableMap<LocalDate, BigDecimal> changed = new TreeMap<>(days);
        changed.put(YESTERDAY.minusDays(3), new BigDecimal("-1.00"));
        return changed;
    }

    private static BigDecimal width(Expected expected) {
        return expected.nearlySure().upper().subtract(expected.nearlySure().lower());
    }
}
