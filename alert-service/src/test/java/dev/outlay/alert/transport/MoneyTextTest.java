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
                "8012.4; EUR; de-de; EUR 8.012,40",
                "-3; USD; en-us; USD -3.00",
                "0.001; USD; en-us; USD 0.00",
                "5; QQQ; en-us; QQQ 5.00",
                "5; USD; no locale at all!; USD 5.00"
            })
    void anAmountIsRoundedAndGroupedAsItsReadersDo(String amount, String currency, String locale, String shown) {
        assertThat(MoneyText.amount(new BigDecimal(amount), currency, MoneyText.locale(locale)))
                .isEqualTo(shown);
    }
}
