package dev.outlay.budget.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormulaTest {

    @Test
    void what_a_table_calculator_would_calculate_is_shown_as_it_is() {
        for (String formula : List.of(
                "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201")) {
            assertThat(Formula.neutralised(formula)).isEqualTo("'" + formula);
        }
        for (String harmless : List.of("", "web", "1=1", "'=1", " =1", "a-b", "{\"a\":\"=1\"}")) {
            assertThat(Formula.neutralised(harmless)).isEqualTo(harmless);
        }
    }
}
