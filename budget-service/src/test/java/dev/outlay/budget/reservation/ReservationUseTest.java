package dev.outlay.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.CostFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a reservation is used, of what it and nobody's use of it cost. */
class ReservationUseTest {

    @ParameterizedTest
    @CsvSource({
        "40, 60, 40.00",
        "0, 24, 0.00",
        "24, 0, 100.00",
        "35.000000001, 48.999999999, 41.67",
        "1, 2, 33.33",
        "2, 1, 66.67",
        // what was corrected makes neither less than nothing nor more than all
        "-1, 11, 0.00",
        "11, -1, 100.00"
    })
    void it_is_the_share_of_the_cost_that_was_used(String used, String unused, String percent) {
        assertThat(ReservationUse.of(List.of(cost("r", used, unused)), null))
                .singleElement()
                .extracting(use -> use.utilization().toPlainString())
                .isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-5,5", "-3,1"})
    void of_what_cost_nothing_nothing_is_said(String used, String unused) {
        assertThat(ReservationUse.of(List.of(cost("r", used, unused)), null)).isEmpty();
    }

    @Test
    void each_is_by_itself_and_the_least_used_comes_first() {
        List<ReservationUse> uses = ReservationUse.of(
                List.of(cost("b", "90", "10"), cost("a", "9", "1"), cost("c", "1", "9"), cost("C", "4", "6")), null);

        assertThat(uses)
                .extracting(use -> use.id() + " " + use.utilization() + " " + use.used() + " " + use.unused())
                .containsExactly("c 25.00 5 15", "a 90.00 9 1", "b 90.00 90 10");
    }

    @Test
    void it_is_compared_as_it_is_shown() {
        ReservationUse use =
                ReservationUse.of(List.of(cost("r", "89.996", "10.004")), null).getFirst();

        assertThat(use.utilization()).isEqualByComparingTo("90");
        assertThat(use.isBelow(new BigDecimal("90"))).isFalse();
        assertThat(use.isBelow(new BigDecimal("90.01"))).isTrue();
        assertThat(use.isBelow(BigDecimal.ZERO)).isFalse();
    }

    /** What nobody used often says no name: it must not be lost to a filter by name. */
    @Test
    void a_filter_picks_reservations_and_not_charges() {
        List<ReservationCost> costs = List.of(
                part("r", "Web", "p", "CHF", "10", "0", null),
                part("r", null, "p", "CHF", "0", "30", null),
                part("s", "Batch", "p", "CHF", "1", "1", null));

        assertThat(ReservationUse.of(costs, in("CommitmentDiscountName", "web")))
                .extracting(use -> use.id() + " " + use.name() + " " + use.utilization())
                .containsExactly("r Web 25.00");
        assertThat(ReservationUse.of(costs, in("CommitmentDiscountId", "S")))
                .extracting(ReservationUse::id)
                .containsExactly("s");
        assertThat(ReservationUse.of(costs, in("x_BillingProfileId", "other"))).isEmpty();
        assertThat(ReservationUse.of(costs, in("x_CustomerId", "Customer-1"))).hasSize(2);
        assertThat(ReservationUse.of(
                        costs,
                        new CostFilter.And(
                                List.of(in("CommitmentDiscountName", "web"), in("CommitmentDiscountId", "s")))))
                .isEmpty();
    }

    @Test
    void currencies_are_never_added() {
        ReservationCost francs = part("r", null, "p", "CHF", "100", "0", dollars("110", "0"));
        ReservationCost euros = part("r", null, "p", "EUR", "0", "100", dollars("0", "110"));
        ReservationCost waiting = part("r", null, "p", "EUR", "0", "100", null);

        assertThat(ReservationUse.of(List.of(francs, euros), null))
                .extracting(use -> use.utilization() + " " + use.used() + " " + use.currency())
                .containsExactly("50.00 110 USD");
        assertThat(ReservationUse.of(List.of(francs, waiting), null)).isEmpty();
        assertThat(ReservationUse.of(List.of(waiting), null))
                .extracting(ReservationUse::currency)
                .containsExactly("EUR");
    }

    private static CostFilter in(String key, String value) {
        return new CostFilter.DimensionIn(key, Set.of(value));
    }

    private static ReservationCost.Dollars dollars(String used, String unused) {
        return new ReservationCost.Dollars(new BigDecimal(used), new BigDecimal(unused));
    }

    private static ReservationCost cost(String id, String used, String unused) {
        return part(id, null, "p", "CHF", used, unused, null);
    }

    private static ReservationCost part(
            String id,
            @Nullable String name,
            String profile,
            String currency,
            String used,
            String unused,
            ReservationCost.@Nullable Dollars dollars) {
        return new ReservationCost(
                id, name, profile, "customer-1", currency, new BigDecimal(used), new BigDecimal(unused), dollars);
    }
}
