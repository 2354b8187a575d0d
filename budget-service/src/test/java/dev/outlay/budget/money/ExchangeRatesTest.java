package dev.outlay.budget.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which day's rate converts a charge. */
class ExchangeRatesTest {

    private static final LocalDate LAST = LocalDate.parse("2026-04-21");
    private static final ExchangeRates RATES = new ExchangeRates.Builder(10, RateDay.FIRST_OF_MONTH)
            .add("USD", LAST.minusDays(1), new BigDecimal("1.2"))
            .add("USD", LAST, new BigDecimal("1.25"))
            .add("CHF", LAST.minusDays(1), new BigDecimal("0.96"))
            .build();

    @ParameterizedTest
    @CsvSource({
        "2026-04-21, 2026-04-20, the last day on which both were published",
        "2026-04-30, 2026-04-20, ten days before is not too old",
        "2026-05-01, , eleven days before is",
        "2026-11-01, , a table that ended months ago has no rate",
        "2026-04-19, , before the first there is none"
    })
    void theLastRateOnOrBeforeTheDayConvertsUnlessItIsTooOld(LocalDate wanted, LocalDate found, String why) {
        assertThat(RATES.dollarsOn("CHF", wanted).map(ExchangeRates.DollarRate::day))
                .as(why)
                .isEqualTo(Optional.ofNullable(found));
    }

    @Test
    void aChargeIsConvertedByTheFirstDayOfItsMonth() {
        assertThat(RATES.dollarsFor("CHF", LocalDate.parse("2026-05-20"))).isEmpty();
        assertThat(RATES.dollarsFor("EUR", LocalDate.parse("2026-05-20")))
                .contains(new ExchangeRates.DollarRate(new BigDecimal("1.25"), LAST));
    }

    @Test
    void orByItsOwnDayWhereThatWasChosen() {
        ExchangeRates daily = new ExchangeRates.Builder(10, RateDay.DAY_OF_CHARGE)
                .add("USD", LAST.minusDays(1), new BigDecimal("1.2"))
                .add("USD", LAST, new BigDecimal("1.25"))
                .build();

        assertThat(daily.dollarsFor("EUR", LAST.minusDays(1)))
                .contains(new ExchangeRates.DollarRate(new BigDecimal("1.2"), LAST.minusDays(1)));
        assertThat(daily.dollarsFor("EUR", LAST)).contains(new ExchangeRates.DollarRate(new BigDecimal("1.25"), LAST));
        assertThat(daily.dollarsFor("EUR", LAST.minusDays(2)))
                .as("before the first")
                .isEmpty();
        assertThat(daily.dollarsFor("EUR", LAST.plusDays(11))).as("too old").isEmpty();
    }
}
