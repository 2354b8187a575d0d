package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void testsAreYoungerThanActionGroups() {
        assertThat(ApiVersions.refusal(ArmType.ACTION_GROUPS, Optional.of("2019-06-01")))
                .isEmpty();
        assertThat(ApiVersions.refusal(ArmType.TESTS, Optional.of("2019-06-01")))
                .isPresent();
    }
}
