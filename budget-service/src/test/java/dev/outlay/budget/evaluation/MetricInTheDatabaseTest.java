package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.Metric;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database says of a metric is what the service says. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MetricInTheDatabaseTest {

    @ParameterizedTest
    @EnumSource(Metric.class)
    void theDatabaseSaysWhatIsAQuantityAndInWhichCurrencyASpendIsAsTheServiceDoes(Metric metric) {
        boolean quantity = metric == Metric.USAGE;
        String code = metric.code() + "::smallint";

        assertThat(query("select is_of_quantity(" + code + "), spend_currency(" + code
                                + ", 'CHF')::text, spend_currency(" + code + ", null)::text")
                        .getFirst())
                .isEqualTo(Arrays.asList(
                        quantity, quantity ? Metric.NO_CURRENCY : "CHF", quantity ? Metric.NO_CURRENCY : null));
    }
}
