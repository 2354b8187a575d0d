package dev.outlay.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "0, 0E+7",
        "0, 0E-30",
        "1, 1.0",
        "100, 1E+2",
        "100, 100.00",
        "-2.5, -2.50",
        "0.00000001, 1E-8",
        "1E-8, 0.0000000100"
    })
    void equalAmountsAreTheSame(BigDecimal amount, BigDecimal same) {
        assertThat(of(amount)).isEqualTo(of(same));
    }

    @Test
    void anAmountIsItsShortestText() {
        qt().forAll(longs().all(), integers().between(-3, 18)).checkAssert((digits, scale) -> {
            BigDecimal amount = BigDecimal.valueOf(digits, scale);
            String shortest =
                    amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toString();
            assertThat(of(amount)).isEqualTo(Fingerprint.begin().add(shortest).finish());
        });
    }

    @Test
    void otherAmountsAndAbsentOnesAreOther() {
        assertThat(of(new BigDecimal("1")))
                .isNotEqualTo(of(new BigDecimal("10")))
                .isNotEqualTo(of(new BigDecimal("-1")))
                .isNotEqualTo(of(new BigDecimal("0.1")))
                .isNotEqualTo(of(null));
        assertThat(of(null)).isNotEqualTo(of(BigDecimal.ZERO));
    }

    @Test
    void valuesDoNotRunIntoEachOther() {
        assertThat(Fingerprint.begin().add("ab").add("c").finish())
                .isNotEqualTo(Fingerprint.begin().add("a").add("bc").finish());
        assertThat(Fingerprint.begin().add("ä").finish())
                .isNotEqualTo(Fingerprint.begin().add("a").finish());
    }

    private static UUID of(@Nullable BigDecimal amount) {
        return Fingerprint.begin().add(amount).finish();
    }
}
