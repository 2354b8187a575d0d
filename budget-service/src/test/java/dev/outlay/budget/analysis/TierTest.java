package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The smallest table that knows all that is asked for answers. */
class TierTest {

    @Test
    void the_daily_cost_answers_what_it_keeps() {
        assertThat(Tier.of(question(CostMeasure.COST, List.of(), null))).isEqualTo(Tier.DAILY);
        assertThat(Tier.of(question(
                        CostMeasure.PRE_TAX_COST_USD,
                        List.of(by(Dimension.CUSTOMER_TENANT_ID), by(Dimension.SERVICE_NAME)),
                        new QueryFilter.Not(leaf(Dimension.INVOICE_ID)))))
                .isEqualTo(Tier.DAILY);
        assertThat(Tier.of(question(CostMeasure.COST, List.of(by(Dimension.INVOICE_SECTION)), null)))
                .as("what is kept nowhere needs no charges")
                .isEqualTo(Tier.DAILY);
        assertThat(Tier.of(question(CostMeasure.COST, List.of(by(Dimension.CUSTOMER_NAME)), null)))
                .as("names of what it keeps")
                .isEqualTo(Tier.DAILY);
    }

    @Test
    void single_charges_answer_the_rest() {
        assertThat(Tier.of(question(CostMeasure.USAGE_QUANTITY, List.of(), null)))
                .isEqualTo(Tier.CHARGES);
        assertThat(Tier.of(question(CostMeasure.COST, List.of(by(Dimension.METER)), null)))
                .isEqualTo(Tier.CHARGES);
        assertThat(Tier.of(question(CostMeasure.COST, List.of(new Grouping(new Subject.OfTag("env"), true)), null)))
                .isEqualTo(Tier.CHARGES);
        assertThat(Tier.of(question(
                        CostMeasure.COST,
                        List.of(by(Dimension.SERVICE_NAME)),
                        new QueryFilter.And(List.of(
                                leaf(Dimension.SERVICE_NAME),
                                new QueryFilter.Or(
                                        List.of(leaf(Dimension.SUBSCRIPTION_ID), leaf(Dimension.RESOURCE_ID))))))))
                .isEqualTo(Tier.CHARGES);
    }

    @Test
    void only_who_sees_commitments_otherwise_than_other_usage_asks_charges_for_them() {
        assertThat(Arrays.stream(CostView.values()).filter(Tier::asksForUseOfCommitments))
                .containsExactly(CostView.CUSTOMER, CostView.SUBSCRIPTION, CostView.RESOURCE_GROUP);
    }

    private static Grouping by(Dimension dimension) {
        return Grouping.by(dimension);
    }

    private static QueryFilter leaf(Dimension dimension) {
        return new QueryFilter.Leaf(new Subject.OfDimension(dimension), QueryFilter.Operator.IN, List.of("x"));
    }

    private static CostQuestion question(CostMeasure measure, List<Grouping> groupings, @Nullable QueryFilter filter) {
        LocalDate day = LocalDate.parse("2026-11-26");
        return new CostQuestion(
                Metric.ACTUAL,
                new Days(day, day),
                Granularity.NONE,
                null,
                List.of(measure),
                groupings,
                filter,
                List.of());
    }
}
