package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tables a statement reads, and that nothing which anybody sent becomes a part of its text. */
class CostSqlTest {

    private static final String EVIL = "x' or '1'='1' --?9:name";
    private static final String DAYS = "join daily_cost c";
    private static final String CORRECTIONS = "join superseded_charge c";
    private static final String CHARGES = "join charge c";

    @Test
    void a_question_reads_no_more_than_it_needs() {
        assertThat(sql(CostView.ACCOUNT, null, by(Dimension.SERVICE_NAME)))
                .contains(DAYS)
                .doesNotContain(CHARGES);
        assertThat(sql(CostView.PROFILE, null, by(Dimension.INVOICE_ID)))
                .as("open invoices from days, closed ones from charges and from what they were")
                .contains(DAYS, CHARGES, CORRECTIONS, "g.invoice");
        assertThat(sql(CostView.PROFILE, null, by(Dimension.METER)))
                .as("what does not ask for invoices knows nothing of them")
                .doesNotContain(CORRECTIONS, "invoice");
        assertThat(sql(CostView.ACCOUNT, null, by(Dimension.METER)))
                .contains(CHARGES)
                .doesNotContain(DAYS);
        assertThat(sql(CostView.SUBSCRIPTION, null, by(Dimension.SERVICE_NAME)))
                .contains(DAYS, CHARGES, "(g.charge_category = 1 and g.commitment is not null)");
        assertThat(sql(CostView.PROFILE, null, by(Dimension.CUSTOMER_NAME)))
                .contains(DAYS, CHARGES, "not exists (select 1 from named where named.id = g.id)");
    }

    @Test
    void what_was_sent_is_a_parameter_and_every_parameter_has_its_place() {
        for (CostView view : CostView.values()) {
            for (Dimension dimension : Dimension.values()) {
                Subject subject = new Subject.OfDimension(dimension);
                QueryFilter filter = new QueryFilter.Or(List.of(
                        new QueryFilter.Leaf(subject, QueryFilter.Operator.CONTAINS, List.of(EVIL)),
                        new QueryFilter.Not(new QueryFilter.Leaf(subject, QueryFilter.Operator.IN, List.of(EVIL)))));
                SqlParameters parameters = new SqlParameters();
                String sql =
                        statement(parameters, view, filter, new Grouping(new Subject.OfTag(EVIL), true), by(dimension));

                assertThat(sql).doesNotContain("--", "x' or", ":");
                for (int i = 1; i <= parameters.values().size(); i++) {
                    assertThat(sql).containsPattern("\\?" + i + "(?![0-9])");
                }
                assertThat(sql).doesNotContain("?" + (parameters.values().size() + 1));
                assertThat(parameters.values().stream()
                                .flatMap(value ->
                                        value instanceof String[] texts ? Arrays.stream(texts) : Stream.of(value)))
                        .contains(EVIL);
            }
        }
    }

    private static Grouping by(Dimension dimension) {
        return Grouping.by(dimension);
    }

    private static String sql(CostView view, @Nullable QueryFilter filter, Grouping... groupings) {
        return statement(new SqlParameters(), view, filter, groupings);
    }

    private static String statement(
            SqlParameters parameters, CostView view, @Nullable QueryFilter filter, Grouping... groupings) {
        LocalDate day = LocalDate.parse("2026-11-26");
        CostQuestion question = new CostQuestion(
                Metric.ACTUAL,
                new Days(day, day),
                Granularity.MONTHLY,
                null,
                List.of(CostMeasure.COST),
                List.of(groupings),
                filter,
                List.of());
        return new CostSql(parameters, view, 7, question, 42, "partner").rows(0, 10);
    }
}
