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
            new SeriesTarget(7, Periods.MONTHS, Metric.ACTUAL, Price.INVOICED, false, CountedMonths.EVERY);

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

    private void add(String id, @Nullable String traceparent) {
        differences.add(row(id), new Telling(null, false, traceparent));
    }

    private Differences.Spend spend() {
        return Objects.requireNonNull(differences.spend(new Differences.SpendKey(TARGET.series(), MONTH, "CHF")));
    }

    private static LedgerRow row(String id) {
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
                null,
                null,
                0);
    }
}
