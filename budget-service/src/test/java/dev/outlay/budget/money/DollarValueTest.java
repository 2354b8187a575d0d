package dev.outlay.budget.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a charge's dollars come from, and what waits. */
class DollarValueTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-03");
    private static final LocalDate RATE_DAY = LocalDate.parse("2026-10-30");
    private static final ExchangeRates RATES = new ExchangeRates.Builder(10, RateDay.FIRST_OF_MONTH)
            .add("USD", RATE_DAY, new BigDecimal("1.5"))
            .add("CHF", RATE_DAY, new BigDecimal("0.75"))
            .build();

    @Test
    void billedDollarsThatAreStatedCountAtOnceThoughTheEffectiveOnesWait() {
        DollarValue value = Objects.requireNonNull(value("10", "8", "11", null, ExchangeRates.NONE));

        assertThat(value).isEqualTo(new DollarValue(new BigDecimal("11"), null, null, null));
        assertThat(value.isWhole()).isFalse();
    }

    @Test
    void effectiveDollarsThatAreStatedCountAtOnceThoughTheBilledOnesWait() {
        assertThat(value("10", "8", null, "9", ExchangeRates.NONE))
                .isEqualTo(new DollarValue(null, new BigDecimal("9"), null, null));
    }

    @Test
    void aRateConvertsOnlyWhatWasNotStated() {
        assertThat(value("10", "8", "11", null, RATES))
                .isEqualTo(new DollarValue(new BigDecimal("11"), new BigDecimal("16"), new BigDecimal("2"), RATE_DAY));
    }

    @Test
    void statedDollarsStandForBothCostsWhereTheseAreTheSame() {
        assertThat(value("10", "10.0", "11", null, RATES))
                .isEqualTo(new DollarValue(new BigDecimal("11"), new BigDecimal("11"), null, null));
    }

    @Test
    void withoutStatementAndRateEverythingWaits() {
        assertThat(value("10", "8", null, null, ExchangeRates.NONE)).isNull();
    }

    private static @Nullable DollarValue value(
            String billed,
            String effective,
            @Nullable String billedInUsd,
            @Nullable String effectiveInUsd,
            ExchangeRates rates) {
        return DollarValue.of(
                "CHF",
                DAY,
                new BigDecimal(billed),
                new BigDecimal(effective),
                billedInUsd == null ? null : new BigDecimal(billedInUsd),
                effectiveInUsd == null ? null : new BigDecimal(effectiveInUsd),
                null,
                null,
                rates);
    }
}
