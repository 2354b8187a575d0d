package dev.outlay.sample.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChargesTest {
    private static final String FIRST = "c1000000-0000-4000-8000-000000000001";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Partner partner = Partner.of(new Seed(7), FIRST);
    private final Charges charges = new Charges(partner);

    @Test
    void the_partner_has_31_customers_two_of_them_on_the_csp_offer_in_six_billing_profiles() {
        assertThat(partner.customers()).hasSize(31);
        assertThat(partner.customers().getFirst().id()).isEqualTo(FIRST);
        assertThat(partner.customers())
                .filteredOn(customer -> customer.agreement() == Customer.Agreement.CSP_OFFER)
                .hasSize(2)
                .allSatisfy(customer -> assertThat(customer.subscriptions()).isEmpty());
        assertThat(partner.customers().stream().map(Customer::profile).distinct())
                .containsExactlyInAnyOrder(BillingProfile.values());
        assertThat(partner.customers().stream().map(Customer::id).distinct()).hasSize(31);
    }

    @Test
    void the_same_seed_makes_the_same_charges_and_another_seed_makes_others() {
        Charges again = new Charges(Partner.of(new Seed(7), FIRST));
        Charges other = new Charges(Partner.of(new Seed(8), FIRST));
        assertThat(again.of(TODAY)).isEqualTo(charges.of(TODAY));
        assertThat(other.of(TODAY)).isNotEqualTo(charges.of(TODAY));
    }

    @Test
    void thirteen_months_are_between_sixty_and_a_hundred_and_fifty_thousand_charges_and_no_id_comes_twice() {
        List<ChargeEvent> all = history();
        assertThat(all.size()).isBetween(60_000, 150_000);
        assertThat(all.stream().map(ChargeEvent::id).collect(Collectors.toSet()))
                .hasSize(all.size());
    }

    @Test
    void any_seed_makes_a_history() {
        for (long seed : new long[] {0, 1, 20261122, -5}) {
            Charges others = new Charges(Partner.of(new Seed(seed), FIRST));
            for (LocalDate day = Charges.firstDay(TODAY); day.isBefore(TODAY); day = day.plusDays(1)) {
                assertThat(others.of(day)).isNotEmpty();
            }
        }
    }

    @Test
    void the_history_holds_every_kind_of_charge_that_it_promises() {
        List<ChargeEvent> all = history();
        assertThat(all).anyMatch(is("ChargeCategory", "Purchase").and(is("x_PricingModel", "Reservation")));
        assertThat(all).anyMatch(is("CommitmentDiscountStatus", "Used"));
        assertThat(all).anyMatch(is("CommitmentDiscountStatus", "Unused"));
        assertThat(all).anyMatch(is("x_PublisherType", "Marketplace"));
        assertThat(all).anyMatch(is("x_PartnerCreditApplied", true));
        assertThat(all).anyMatch(is("ChargeClass", "Correction"));
        assertThat(all).anyMatch(is("ChargeCategory", "Credit"));
        assertThat(all).anyMatch(is("ServiceName", "Microsoft 365"));
        Set<Object> services = new HashSet<>();
        all.forEach(charge -> services.add(charge.data().get("ServiceName")));
        assertThat(services).hasSizeGreaterThan(15);
    }

    @Test
    void what_a_reservation_covers_is_billed_as_nothing_and_amortized_to_what_it_cost() {
        YearMonth month = YearMonth.of(2026, 10);
        List<ChargeEvent> reserved = month(month).stream()
                .filter(charge -> charge.data().containsKey("CommitmentDiscountId"))
                .toList();
        List<ChargeEvent> covered =
                reserved.stream().filter(is("ChargeCategory", "Usage")).toList();
        List<ChargeEvent> bought =
                reserved.stream().filter(is("ChargeCategory", "Purchase")).toList();
        assertThat(covered).isNotEmpty().allSatisfy(charge -> assertThat(amount(charge, "BilledCost"))
                .isZero());
        assertThat(sum(covered, "x_EffectiveCostInUsd")).isEqualByComparingTo(sum(bought, "x_BilledCostInUsd"));
    }

    @Test
    void weekends_cost_less_than_workdays_and_costs_grow_over_the_year() {
        assertThat(sum(charges.of(LocalDate.of(2026, 11, 21)), "x_ListCostInUsd"))
                .isLessThan(sum(charges.of(LocalDate.of(2026, 11, 19)), "x_ListCostInUsd"));
        assertThat(charges.billedInUsd(YearMonth.of(2026, 10)))
                .isGreaterThan(charges.billedInUsd(YearMonth.of(2025, 10)));
    }

    @Test
    void dollars_are_converted_with_the_first_rate_of_the_month() {
        ChargeEvent charge = charges.of(LocalDate.of(2026, 1, 15)).stream()
                .filter(is("BillingCurrency", "CHF").and(is("ChargeCategory", "Usage")))
                .findFirst()
                .orElseThrow();
        assertThat(charge.data().get("x_BillingExchangeRateDate")).isEqualTo("2026-01-02");
        BigDecimal converted = amount(charge, "x_ListCostInUsd").multiply(amount(charge, "x_BillingExchangeRate"));
        assertThat(amount(charge, "ListCost").subtract(converted).abs()).isLessThan(new BigDecimal("0.0000001"));
    }

    @Test
    void everything_says_that_it_is_synthetic() {
        assertThat(charges.of(LocalDate.of(2026, 11, 1)))
                .allMatch(is("ChargeDescription", "Synthetic sample data"))
                .allMatch(is("x_BillingAccountName", "Nordwind Cloud Services (synthetic sample)"));
    }

    private List<ChargeEvent> history() {
        List<ChargeEvent> all = new ArrayList<>();
        for (LocalDate day = Charges.firstDay(TODAY); day.isBefore(TODAY); day = day.plusDays(1)) {
            all.addAll(charges.of(day));
        }
        return all;
    }

    private List<ChargeEvent> month(YearMonth month) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .mapToObj(month::atDay)
                .flatMap(day -> charges.of(day).stream())
                .toList();
    }

    private static Predicate<ChargeEvent> is(String column, Object value) {
        return charge -> value.equals(charge.data().get(column));
    }

    private static BigDecimal amount(ChargeEvent charge, String column) {
        return (BigDecimal) charge.data().getOrDefault(column, BigDecimal.ZERO);
    }

    private static BigDecimal sum(List<ChargeEvent> charges, String column) {
        return charges.stream().map(charge -> amount(charge, column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
