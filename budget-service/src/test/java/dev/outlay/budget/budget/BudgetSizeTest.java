package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a budget may be, and how many places it takes up. */
class BudgetSizeTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "700, 1", "4096, 1", "4097, 2", "131072, 32"})
    void each_begun_four_kibibytes_take_up_a_place(long bytes, long places) {
        assertThat(new BudgetSize(bytes).places()).isEqualTo(places);
    }

    @Test
    void what_is_larger_than_the_bound_is_told_how_large_it_is() {
        assertThat(new BudgetSize(BudgetSize.MOST).problems(BudgetSize.NOTHING)).isEmpty();
        assertThat(new BudgetSize(BudgetSize.MOST + 1).problems(BudgetSize.NOTHING))
                .singleElement()
                .asString()
                .contains("131072 bytes")
                .contains("these have 131073");
    }

    @Test
    void what_was_larger_before_can_be_changed_and_does_not_grow() {
        BudgetSize existing = new BudgetSize(200_000);

        assertThat(new BudgetSize(200_000).problems(existing)).isEmpty();
        assertThat(new BudgetSize(199_999).problems(existing)).isEmpty();
        assertThat(new BudgetSize(200_001).problems(existing)).hasSize(1);
    }
}
