package dev.outlay.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles come from the budget-service, which decides by them too: both must decide alike. */
class PermissionTest {

    /** The same table as the budget-service is held to. */
    @ParameterizedTest
    @CsvFileSource(files = "../deploy/contracts/action-patterns.tsv", delimiter = '\t', numLinesToSkip = 1)
    void aWildcardStandsForAnyTextAndNothingElseDoes(String pattern, String action, boolean taken) {
        assertThat(Permission.matches(pattern, action)).isEqualTo(taken);
    }

    @Test
    void manyWildcardsTakeNoTime() {
        String pattern = "*a".repeat(128);
        String action = "a".repeat(10_000) + "b";

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(Permission.matches(pattern, action)).isFalse());
    }

    /** Whoever may not see budgets at one address sees them at none, and is told of none. */
    @ParameterizedTest
    @CsvSource({
        "Microsoft.Consumption/budgets/read, BE_TOLD",
        "Microsoft.CostManagement/budgets/*, BE_TOLD",
        "Microsoft.AlertsManagement/*/delete, DELETE_SILENCES"
    })
    void whatIsTakenAwayAtOneAddressIsNotHadAtAnother(String notAction, AccessAction lost) {
        Permission all = new Permission(List.of("*"), List.of());
        Permission less = new Permission(List.of("*"), List.of(notAction));

        assertThat(Arrays.stream(AccessAction.values()).filter(all::allows))
                .contains(lost)
                .filteredOn(action -> action != lost)
                .isEqualTo(Arrays.stream(AccessAction.values())
                        .filter(less::allows)
                        .toList());
    }
}
