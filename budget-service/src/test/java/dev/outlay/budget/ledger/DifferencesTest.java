package dev.outlay.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Periods;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which charge a moved spend is traced to. That the amounts are right is shown by LedgerPropertyTest. */
class DifferencesTest {

    private static final LocalDate MONTH = LocalDate.of(2026, 3, 1);
    private static final SeriesTarget TARGET =
            new SeriesTarget(7, Periods.MONTHS, Metric.ACTUAL, Price.INVOICED, false, CountedMonths.EVERY, null);

    private final Differences differences = new Differences(set -> List.of(TARGET), MONTH);

    @Test
    void aSpendIsTracedToTheLastChargeOfThoseThatAreTraced() {
        add("1", "first");
        add("2", null);
        assertThat(spend().traceparent()).isEqualTo("first");
        add("3", "second");
        assertThat(spend().traceparent()).isEqualTo("second");
        assertThat(spend().amount()).isEqualByComparingTo("3");
    }

    @Test
    void aSpendThatNothingTracedHasMovedIsTracedToNothing() {
        add("1", null);
        assertThat(spend().traceparent()).isNull();
    }

    @Test
    void aSpendThatAChargeHasLeftIsNotTracedToIt() {
        differences.takeBack(row("1"));
        assertThat(spend().traceparent()).isNull();
        assertThat(spend().amount()).isEqualByComparingTo("-1");
    }

    @Test
    void aQuantityIsInNoCurrencyAndSaysInWhichUnitItWasAddedTo() {
        Differences counted = new Differences(
                set -> List.of(new SeriesTarget(
                        8, Periods.MONTHS, Metric.USAGE, Price.ZERO, true, CountedMonths.EVERY, "1 Hour")),
                MONTH);
        counted.add(used("1", new BigDecimal("2.5")), new Telling(null, false, null));
        counted.add(used("2", null), new Telling(null, false, null));
        counted.takeBack(used("3", new BigDecimal("0.5")));

        Differences.SpendKey key = new Differences.SpendKey(8, MONTH, "XXX");
        assertThat(Objects.requireNonNull(counted.spend(key)).amount()).isEqualByComparingTo("2");
        assertThat(counted.units()).containsExactly(new Differences.Unit(8, 1, "1 Hour"));
        assertThat(differences.units()).isEmpty();
    }

    private void add(String id, @Nullable String traceparent) {
        differences.add(row(id), new Telling(null, false, traceparent));
    }

    private Differences.Spend spend() {
        return Objects.requireNonNull(differences.spend(new Differences.SpendKey(TARGET.series(), MONTH, "CHF")));
    }

    private static LedgerRow row(String id) {
        return used(id, null);
    }

    private static LedgerRow used(String id, @Nullable BigDecimal quantity) {
        DimensionSet set = new DimensionSet(
                1,
                new UUID(0, 1),
                1,
                new DimensionSet.Places(1, 2, null, null, null),
                Counting.of(ChargeCategory.USAGE, Agreement.MICROSOFT_CUSTOMER_AGREEMENT, CommitmentUse.NONE),
                Agreement.MICROSOFT_CUSTOMER_AGREEMENT,
                "CHF",
                DescriptionTexts.of(Map.of(), Map.of()));
        return new LedgerRow(
                new ChargeKey(1, 1, id),
                0,
                new UUID(0, 2),
                set,
                Instant.parse("2026-03-04T00:00:00Z"),
                null,
                BigDecimal.ONE,
                BigDecimal.ONE,
                null,
                null,
                quantity,
                null,
                0);
    }
}
