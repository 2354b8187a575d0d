package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.openapi.ContractVersions;
import dev.outlay.openapi.Reference;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArmTypeTest {

    @ParameterizedTest
    @EnumSource(ArmType.class)
    void everyVersionThatIsListedIsTaken(ArmType type) {
        assertThat(type.listed().split(", "))
                .hasSizeGreaterThan(6)
                .doesNotHaveDuplicates()
                .isSorted();
        for (String version : type.listed().split(", ")) {
            assertThat(ApiVersions.refusal(type, Optional.of(version)))
                    .as(version)
                    .isEmpty();
        }
    }

    /** @param least of them, so that a contract that is written in another way is noticed */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALERTS        | api-versions 2018-08-01-preview | Scopes             |  6",
                "ACTION_GROUPS | api-versions 2017-04-01         | tenantActionGroups | 10"
            })
    void whatTheContractNamesIsTaken(ArmType type, String begin, String end, int least) {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        var named = ContractVersions.between(begin, end);

        assertThat(named).hasSizeGreaterThanOrEqualTo(least);
        assertThat(named)
                .allSatisfy(version -> assertThat(type.has(version)).as(version).isTrue());
    }

    @Test
    void testsAreYoungerThanActionGroups() {
        assertThat(ApiVersions.refusal(ArmType.ACTION_GROUPS, Optional.of("2019-06-01")))
                .isEmpty();
        assertThat(ApiVersions.refusal(ArmType.TESTS, Optional.of("2019-06-01")))
                .isPresent();
    }
}
