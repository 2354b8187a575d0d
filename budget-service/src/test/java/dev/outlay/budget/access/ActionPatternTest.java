package dev.outlay.budget.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ActionPatternTest {

    /** The same table as the alert-service is held to: both must decide alike of one role. */
    @ParameterizedTest
    @CsvFileSource(files = "../deploy/contracts/action-patterns.tsv", delimiter = '\t', numLinesToSkip = 1)
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
