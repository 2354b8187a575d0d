package dev.outlay.ingest.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "0.0,0",
        "-0.00,0",
        "4.08,4.08",
        "8e-07,0.0000008",
        "8E-7,0.0000008",
        "1e2,100",
        "100,100",
        "0.10,0.1",
        ".5,0.5",
        "-.5,-0.5",
        "007,7",
        "4.800000000000000001,4.800000000000000001",
        "12345678901234567890,12345678901234567890",
        "1.0e-18,0.000000000000000001",
        "0e40,0",
        "1000000000000000000000e-2,10000000000000000000",
        "0.00000080000,0.0000008",
        "-2.6137,-2.6137"
    })
    void aDecimalHasOnePlainForm(String written, String plain) {
        assertThat(Decimals.canonical(written)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                "+1",
                "1e",
                "1e+",
                "e5",
                "NaN",
                "Infinity",
                "1e400",
                "1e41",
                "1e21",
                "1e-19",
                "0x10",
                "1,5",
                "1 ",
                " 1",
                "--1",
                "1.2.3",
                "123456789012345678901",
                "0.1234567890123456789",
                "1e999999999",
                "1e-999999999",
                "١"
            })
    void whatIsNoDecimalOfTwentyAndEighteenDigitsIsRefused(String written) {
        assertThat(Decimals.canonical(written)).isNull();
    }

    /** To read it takes longer than this every time; on a machine that is busy to refuse it may, once. */
    @Test
    void anAbsurdlyLongNumberIsRefusedAtOnce() {
        String digits = "9".repeat(5_000_000);

        assertThat(IntStream.range(0, 20).anyMatch(time -> refusedWithin(digits) < 100_000_000))
                .isTrue();
    }

    private static long refusedWithin(String digits) {
        long begin = System.nanoTime();
        assertThat(Decimals.canonical(digits)).isNull();
        return System.nanoTime() - begin;
    }

    @Test
    void thePlainFormIsTheSameNumber() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(), random.nextInt(0, 18));
            String written = random.nextBoolean() ? number.toString() : number.toPlainString();

            String plain = Decimals.canonical(written);

            assertThat(plain).isNotNull();
            assertThat(new BigDecimal(plain)).isEqualByComparingTo(number);
            assertThat(Decimals.canonical(plain)).isSameAs(plain);
        }
    }
}
