package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.dimension.Dimension;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tables are read to find the values of dimensions. */
class DimensionTableTest {

    private static final String INVOICE_OF_EACH_CHARGE = "c.batch > i.after";

    @Test
    void nothing_is_read_of_invoices_where_nobody_asks_for_them() {
        assertThat(sql(null, Dimension.SERVICE_NAME, Dimension.BILLING_MONTH)).doesNotContain("invoice", "superseded");
    }

    @Test
    void no_charge_is_looked_at_for_its_invoice_where_every_dimension_is_asked_for() {
        assertThat(sql(null, Dimension.values())).contains("invoice_line").doesNotContain(INVOICE_OF_EACH_CHARGE);
        assertThat(sql(null, Dimension.INVOICE_ID)).contains("invoice_line").doesNotContain(INVOICE_OF_EACH_CHARGE);
    }

    @Test
    void charges_are_looked_at_for_their_invoices_where_some_are_chosen() {
        QueryFilter chosen = new QueryFilter.Leaf(
                new Subject.OfDimension(Dimension.INVOICE_ID), QueryFilter.Operator.IN, List.of("INV-1"));
        assertThat(sql(chosen, Dimension.SERVICE_NAME)).contains(INVOICE_OF_EACH_CHARGE);
    }

    private static String sql(@Nullable QueryFilter filter, Dimension... dimensions) {
        LocalDate day = LocalDate.parse("2026-11-26");
        return DimensionTable.sql(
                new SqlParameters(),
                CostView.PROFILE,
                7,
                new DimensionQuestion(new Days(day, day), List.of(dimensions), filter, true, 0, 10),
                "partner");
    }
}
