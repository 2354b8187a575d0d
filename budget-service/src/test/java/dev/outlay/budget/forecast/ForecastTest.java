package dev.outlay.budget.forecast;

import static dev.outlay.budget.forecast.Days.TODAY;
import static dev.outlay.budget.forecast.Days.YESTERDAY;
import static dev.outlay.budget.forecast.Days.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is foretold of histories that anybody can foretell. */
class ForecastTest {

    private static final int HALF_A_YEAR = 182;

    /** A swing of some percent that is no chance: the same in every run. */
    private static double swing(int day) {
        return Math.sin(day * 12.9898) * 4;
    }

    private static Forecast forecast(int days, IntFunction<@Nullable BigDecimal> cost) {
        return Forecast.of(Days.of(days, cost), YESTERDAY, "EUR").orElseThrow();
    }

    private static double mean(Forecast forecast, int ahead) {
        return forecast.on(TODAY.plusDays(ahead)).amount().doubleValue();
    }

    private static double width(Expected expected) {
        return expected.nearlySure()
                .upper()
                .subtract(expected.nearlySure().lower())
                .doubleValue();
    }

    @Test
    void whatNeverChangesGoesOnExactlyAndForSure() {
        Forecast forecast = forecast(60, day -> new BigDecimal("12.34"));

        assertThat(forecast.on(TODAY)).isEqualTo(forecast.on(TODAY.plusDays(90)));
        assertThat(forecast.on(TODAY).amount()).isEqualTo("12.34");
        assertThat(forecast.on(TODAY).nearlySure())
                .isEqualTo(new Expected.Interval(new BigDecimal("12.34"), new BigDecimal("12.34")));
        assertThat(forecast.between(TODAY, TODAY.plusDays(9)).amount()).isEqualTo("123.40");
    }

    @Test
    void zerosStayZeros() {
        Forecast forecast = forecast(60, day -> BigDecimal.ZERO);

        assertThat(forecast.between(TODAY, TODAY.plusDays(89))).isEqualTo(Expected.nothing("EUR"));
    }

    @Test
    void officeDaysAndWeekendsComeAgain() {
        Forecast forecast = forecast(HALF_A_YEAR, day -> amount((day + 7) % 7 < 5 ? 100 + swing(day) : 20));

        for (int ahead = 0; ahead < 28; ahead++) {
            boolean weekend = TODAY.plusDays(ahead).getDayOfWeek().getValue() > 5;
            assertThat(mean(forecast, ahead)).as("day %d ahead", ahead).isCloseTo(weekend ? 20 : 100, within(6.0));
        }
    }

    @Test
    void officeDaysWithoutAnyChargeAtWeekendsComeAgainToo() {
        Forecast forecast = forecast(HALF_A_YEAR, day -> day % 7 < 5 ? amount(100 + swing(day)) : null);

        assertThat(mean(forecast, 5)).as("a Saturday").isCloseTo(0, within(6.0));
        assertThat(mean(forecast, 7)).as("a Monday").isCloseTo(100, within(8.0));
    }

    @Test
    void growthGoesOnForAWhileAndNotForEver() {
        Forecast forecast = forecast(HALF_A_YEAR, day -> amount(100 + day + swing(day)));

        assertThat(mean(forecast, 6)).isBetween(280.0, 292.0);
        assertThat(mean(forecast, 29)).isGreaterThan(mean(forecast, 6)).isLessThan(315.0);
        assertThat(mean(forecast, 364)).isLessThan(400.0);
    }

    @Test
    void aFortuneForADayIsForgotten() {
        Forecast quiet = forecast(90, day -> amount(100 + swing(day)));
        Forecast spiked = forecast(90, day -> amount(day == 60 ? 50_000 : 100 + swing(day)));
        Forecast yesterday = forecast(90, day -> amount(day == 89 ? 50_000 : 100 + swing(day)));

        assertThat(mean(spiked, 3)).isCloseTo(mean(quiet, 3), within(5.0));
        assertThat(mean(yesterday, 3)).isCloseTo(mean(quiet, 3), within(5.0));
    }

    @Test
    void whatLastsAWeekIsAChange() {
        Forecast forecast = forecast(90, day -> amount((day < 83 ? 100 : 300) + swing(day)));

        assertThat(mean(forecast, 2)).isGreaterThan(240);
    }

    @Test
    void missingDaysMakeItLessSureAndNoCheaper() {
        NavigableMap<LocalDate, BigDecimal> whole = Days.of(90, day -> amount(100 + swing(day)));
        NavigableMap<LocalDate, BigDecimal> gaps = Days.of(90, day -> day % 9 == 4 ? null : amount(100 + swing(day)));
        NavigableMap<LocalDate, BigDecimal> silence = Days.of(90, day -> day > 84 ? null : amount(100 + swing(day)));

        Expected ofAll = Forecast.of(whole, YESTERDAY, "EUR").orElseThrow().on(TODAY.plusDays(3));
        Expected withGaps = Forecast.of(gaps, YESTERDAY, "EUR").orElseThrow().on(TODAY.plusDays(3));
        Expected afterSilence =
                Forecast.of(silence, YESTERDAY, "EUR").orElseThrow().on(TODAY.plusDays(3));

        assertThat(withGaps.amount().doubleValue()).isCloseTo(ofAll.amount().doubleValue(), within(5.0));
        assertThat(afterSilence.amount().doubleValue()).isCloseTo(ofAll.amount().doubleValue(), within(5.0));
        assertThat(width(withGaps)).isGreaterThan(width(ofAll));
        assertThat(width(afterSilence)).isGreaterThanOrEqualTo(width(ofAll));
    }

    @Test
    void whatHasStoppedForMoreThanAWeekCostsNothing() {
        Forecast forecast = forecast(120, day -> day > 90 ? null : amount(100 + swing(day)));

        assertThat(mean(forecast, 14)).isLessThan(25);
    }

    @Test
    void aCreditEveryDayIsExpectedAsACredit() {
        Forecast forecast = forecast(60, day -> amount(-5));

        assertThat(forecast.on(TODAY).amount()).isEqualTo("-5.00");
    }

    @Test
    void whatWasNeverBelowZeroIsNotExpectedThere() {
        Forecast forecast = forecast(60, day -> amount(day % 5 == 0 ? 30 : 0));

        assertThat(forecast.on(TODAY.plusDays(40)).nearlySure().lower()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
    }

    @Test
    void fewerThanSevenKnownDaysAreTooLittle() {
        assertThat(Forecast.of(Days.of(6, day -> amount(1)), YESTERDAY, "EUR")).isEmpty();
        assertThat(Forecast.of(Days.of(0, day -> null), YESTERDAY, "EUR")).isEmpty();
        assertThat(Forecast.of(Days.of(7, day -> amount(1)), YESTERDAY, "EUR")).isPresent();
        assertThat(Forecast.of(Days.of(9, day -> amount(1)), YESTERDAY.minusDays(3), "EUR"))
                .as("days that are not complete do not count")
                .isEmpty();
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        NavigableMap<LocalDate, BigDecimal> days = Days.of(30, day -> new BigDecimal("10.00049"));

        assertThat(Forecast.of(days, YESTERDAY, "JPY").orElseThrow().on(TODAY).amount())
                .isEqualTo("10");
        assertThat(Forecast.of(days, YESTERDAY, "KWD").orElseThrow().on(TODAY).amount())
                .isEqualTo("10.000");
        assertThat(Forecast.of(days, YESTERDAY, "ZZZ").orElseThrow().on(TODAY).amount())
                .isEqualTo("10.00");
    }

    @Test
    void ofADayThatHasCostSomethingTheRestIsStillToCome() {
        Forecast forecast = forecast(60, day -> amount(100));
        Map<LocalDate, BigDecimal> already = Map.of(TODAY, amount(30), TODAY.plusDays(1), amount(500));

        assertThat(forecast.rest(TODAY, TODAY.plusDays(2), already).amount())
                .as("70, nothing more, 100")
                .isEqualTo("170.00");
    }

    @Test
    void aDayThatWasLearntFromIsNotForetold() {
        Forecast forecast = forecast(60, day -> amount(100));

        assertThatThrownBy(() -> forecast.on(YESTERDAY)).isInstanceOf(IllegalArgumentException.class);
    }
}
