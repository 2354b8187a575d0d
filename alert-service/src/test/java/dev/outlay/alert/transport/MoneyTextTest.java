package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "8012.400000000000000001; CHF; en-us; CHF 8,012.40",
                "8012.405; CHF; en-us; CHF 8,012.40",
                "8012.415; CHF; en-us; CHF 8,012.42",
                "1234567.891; JPY; ja-jp; JPY 1,234,568",
                "1.2345; BHD; en-gb; BHD 1.234",
                "8012.4; EUR; de-de; 8.012,40 EUR",
                "8012.4; USD; tr-tr; USD 8.012,40",
                "8012.4; CHF; nb-no; 8 012,40 CHF",
                "-3; USD; en-us; USD -3.00",
                "0.001; USD; en-us; USD 0.00",
                "5; QQQ; en-us; QQQ 5.00",
                "5; USD; no locale at all!; USD 5.00"
            })
    void anAmountIsRoundedAndGroupedAsItsReadersDo(String amount, String currency, String locale, String shown) {
        assertThat(MoneyText.amount(
                                new BigDecimal(amount),
                                currency,
                                MailTexts.of(locale).locale())
                        .replaceAll("[\u00a0\u202f]", " "))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "8012.25; Hours; en-us; 8,012.25 Hours",
                "8012.25; 1 Hour; de-de; 8.012,25 × 1 Hour",
                "17.000000000001; 100 GB; fr-fr; 17 × 100 GB",
                "0.00005; GB; en-gb; 0 GB",
                "-3.5; 10K; ja-jp; -3.5 × 10K"
            })
    void aQuantityHasTheDigitsItHasAndItsUnit(String quantity, String unit, String locale, String shown) {
        assertThat(MoneyText.quantity(
                                new BigDecimal(quantity),
                                unit,
                                MailTexts.of(locale).locale())
                        .replaceAll("[\u00a0\u202f]", " "))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80; en-us; 80%",
                "80; de-de; 80 %",
                "80; tr-tr; %80",
                "33.3333; en-gb; 33.3333%",
                "0.5; fr-fr; 0,5 %"
            })
    void aPercentageHasTheDigitsItHas(String percent, String locale, String shown) {
        assertThat(MoneyText.percent(
                                new BigDecimal(percent), MailTexts.of(locale).locale())
                        .replaceAll("[\u00a0\u202f]", " "))
                .isEqualTo(shown);
    }
}
