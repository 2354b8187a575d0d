package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of a forecast. */
class ForecastQuestionJsonTest {

    private static final String INVOICES = "{\"type\":\"Usage\",\"timeframe\":\"MonthToDate\",\"dataset\":{"
            + "\"grouping\":[{\"type\":\"Dimension\",\"name\":\"InvoiceId\"}],\"filter\":{\"not\":"
            + "{\"dimensions\":{\"name\":\"InvoiceId\",\"operator\":\"In\",\"values\":[\"G-1\"]}}}}}";

    /** The history of what will be on an invoice is not what has been on closed ones. */
    @Test
    void invoices_are_those_that_sources_say() throws JsonProcessingException {
        CostQuestion question = ForecastQuestionJson.read(
                        new ObjectMapper().readTree(INVOICES), ScopeKind.BILLING_PROFILE, LocalDate.parse("2026-11-26"))
                .question();

        assertThat(question.looksAtInvoices()).isFalse();
        assertThat(question.groupings()).isEqualTo(List.of(new Grouping(new Subject.OfSaidInvoice(), false)));
        assertThat(question.filter())
                .isEqualTo(new QueryFilter.Not(
                        new QueryFilter.Leaf(new Subject.OfSaidInvoice(), QueryFilter.Operator.IN, List.of("G-1"))));
        assertThat(question.columns()).contains(new QueryColumn("InvoiceId", QueryColumn.Type.STRING));
    }

    @Test
    void a_charge_type_that_no_charge_can_have_is_refused_as_in_a_query() {
        String refunds = INVOICES.replace("\"InvoiceId\",\"operator", "\"ChargeType\",\"operator")
                .replace("G-1", "Refund");

        assertThatThrownBy(() -> ForecastQuestionJson.read(
                        new ObjectMapper().readTree(refunds), ScopeKind.BILLING_PROFILE, LocalDate.parse("2026-11-26")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'Refund', which no charge says: ChargeType has the words of FOCUS.");
    }
}
