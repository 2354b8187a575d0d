package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which crossings have lost their cause, or have it again. The budget asks for more than 80 % of 10,000. */
class StandingTest {

    private static final Crossing CROSSING = CrossingEventTest.crossing();
    private static final Budget BUDGET = CROSSING.watched().budget();
    private static final Period PERIOD = CROSSING.period();

    private static List<CrossedCondition> fallen(String before, String after) {
        return Evaluation.fallen(CROSSING.watched(), PERIOD.start(), new BigDecimal(before), new BigDecimal(after));
    }

    @Test
    void onlyWhatWasTrueAndIsNoMoreWasCrossedBack() {
        assertThat(fallen("8000.01", "8000")).containsExactly(CROSSING.crossed());
        assertThat(fallen("20000", "-1")).containsExactly(CROSSING.crossed());
        assertThat(fallen("9000", "8000.01")).as("still true").isEmpty();
        assertThat(fallen("8000", "0")).as("was never true").isEmpty();
        assertThat(fallen("7000", "9000")).as("rises").isEmpty();
    }

    @Test
    void aPeriodThatTheBudgetDoesNotWatchWasNotCrossedBack() {
        assertThat(Evaluation.fallen(
                        CROSSING.watched(), PERIOD.start().minusMonths(1), new BigDecimal("9000"), BigDecimal.ZERO))
                .isEmpty();
    }

    @Test
    void aKnownCrossingIsFoundAgainOnlyWhereItWasNotTrueBefore() {
        assertThat(known("7000", "9000")).hasSize(1);
        assertThat(known("8500", "9000")).isEmpty();
        assertThat(known(null, "9000")).isEmpty();
    }

    private static List<Crossing> known(@Nullable String before, String spend) {
        return Evaluation.crossings(
                CROSSING.watched(),
                PERIOD.start(),
                new BigDecimal(spend),
                before == null ? null : new BigDecimal(before),
                "CHF",
                CROSSING.telling(),
                new LateDays(5, 2),
                LocalDate.parse("2026-11-20"),
                condition -> true);
    }

    private static Map<?, Boolean> changes(
            @Nullable String spend, ThresholdType judged, CrossedCondition crossed, boolean resolved) {
        Standing standing = new Standing();
        standing.add(BUDGET, PERIOD, judged, spend == null ? null : new BigDecimal(spend));
        return standing.changes(List.of(new CrossingStateTable.Recorded(crossed, resolved)));
    }

    @Test
    void aCrossingIsOpenWhileItsConditionIsAskedAndTrue() {
        CrossedCondition crossed = CROSSING.crossed();
        assertThat(changes("8000", ThresholdType.ACTUAL, crossed, false)).containsValue(true);
        assertThat(changes("8000", ThresholdType.ACTUAL, crossed, true)).isEmpty();
        assertThat(changes("8001", ThresholdType.ACTUAL, crossed, true)).containsValue(false);
        assertThat(changes("8001", ThresholdType.ACTUAL, crossed, false)).isEmpty();
    }

    @Test
    void aConditionThatIsNotAskedAnyMoreIsResolvedWhateverTheSpend() {
        CrossedCondition other =
                new CrossedCondition(BUDGET.uuid(), PERIOD.start(), "Actual|GreaterThan|80|5000|Actual|");
        assertThat(changes("9000", ThresholdType.ACTUAL, other, false)).containsValue(true);
        assertThat(changes(null, ThresholdType.ACTUAL, other, false)).containsValue(true);
    }

    @Test
    void whatIsNotKnownChangesNothing() {
        CrossedCondition crossed = CROSSING.crossed();
        assertThat(changes(null, ThresholdType.ACTUAL, crossed, false)).isEmpty();
        assertThat(changes(null, ThresholdType.ACTUAL, crossed, true)).isEmpty();
        assertThat(changes("0", ThresholdType.FORECASTED, crossed, false))
                .as("a forecast says nothing of what is spent")
                .isEmpty();
    }

    @Test
    void aPeriodIsCountedInTheCurrencyOfTodayOrOfTheNearestDayThatTheBudgetWatchesOfIt() {
        assertThat(currencyDay("2026-11-20")).as("in it").isEqualTo("2026-11-20");
        assertThat(currencyDay("2026-12-03")).as("over, and still told").isEqualTo("2026-11-30");
        assertThat(currencyDay("2026-10-31")).as("charged before it begins").isEqualTo("2026-11-01");
    }

    private static LocalDate currencyDay(String today) {
        return CROSSING.watched().currencyDay(PERIOD, LocalDate.parse(today));
    }
}
