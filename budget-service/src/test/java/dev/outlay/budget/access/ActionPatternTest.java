package dev.outlay.budget.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionPatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, Microsoft.Consumption/budgets/write, true",
        "*/read, Microsoft.CostManagement/query/read, true",
        "*/read, Microsoft.CostManagement/query/action, false",
        "*/read, Microsoft.CostManagement/query/reader, false",
        "Microsoft.Consumption/*, Microsoft.Consumption/budgets/write, true",
        "Microsoft.Consumption/*, Microsoft.CostManagement/budgets/write, false",
        "microsoft.CONSUMPTION/*/READ, Microsoft.Consumption/budgets/read, true",
        "Microsoft.CostManagement/*/read, Microsoft.CostManagement/alerts/write, false",
        "Microsoft.Consumption/budgets/*, Microsoft.Consumption/budgets/delete, true",
        "Microsoft.Consumption/budgets/read, Microsoft.Consumption/budgets/read, true",
        "Microsoft.Consumption/budgets/read, Microsoft.Consumption/budgets/readAll, false",
        "Microsoft.Consumption/budgets, Microsoft.Consumption/budgets/read, false",
        "Microsoft.*/*/del*, Microsoft.Consumption/budgets/delete, true",
        "*Consumption*write*, Microsoft.Consumption/budgets/write, true",
        "**, Microsoft.Consumption/budgets/write, true",
        "'', Microsoft.Consumption/budgets/write, false"
    })
    void a_wildcard_stands_for_any_text_and_nothing_else_does(String pattern, String action, boolean taken) {
        assertThat(ActionPattern.matches(pattern, action)).isEqualTo(taken);
    }

    @Test
    void many_wildcards_take_no_time() {
        String pattern = "*a".repeat(128);
        String action = "a".repeat(10_000) + "b";

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(ActionPattern.matches(pattern, action)).isFalse());
    }
}
