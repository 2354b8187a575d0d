package dev.outlay.budget.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InvoiceStatusTest {

    private static final LocalDate DAY = LocalDate.parse("2026-12-15");

    @Test
    void an_invoice_can_be_paid_in_time_on_its_last_day_and_is_overdue_on_the_next() {
        assertThat(InvoiceStatus.of(null, DAY, true, DAY.minusDays(1))).isEqualTo(InvoiceStatus.DUE);
        assertThat(InvoiceStatus.of(null, DAY, true, DAY)).isEqualTo(InvoiceStatus.DUE);
        assertThat(InvoiceStatus.of(null, DAY, true, DAY.plusDays(1))).isEqualTo(InvoiceStatus.OVER_DUE);
    }

    @Test
    void nothing_is_overdue_of_which_nothing_is_to_be_paid_or_nobody_knows_when() {
        assertThat(InvoiceStatus.of(null, DAY, false, DAY.plusYears(1))).isEqualTo(InvoiceStatus.DUE);
        assertThat(InvoiceStatus.of(null, null, true, DAY)).isEqualTo(InvoiceStatus.DUE);
    }

    @Test
    void what_the_partner_says_goes_before_the_day() {
        assertThat(InvoiceStatus.of(InvoiceStatus.PAID, DAY, true, DAY.plusDays(1)))
                .isEqualTo(InvoiceStatus.PAID);
        assertThat(InvoiceStatus.of(InvoiceStatus.VOID, null, true, DAY)).isEqualTo(InvoiceStatus.VOID);
    }

    @Test
    void the_words_are_those_of_Azure() {
        assertThat(Arrays.stream(InvoiceStatus.values()).map(InvoiceStatus::word))
                .containsExactly("Due", "OverDue", "Paid", "Void");
    }
}
