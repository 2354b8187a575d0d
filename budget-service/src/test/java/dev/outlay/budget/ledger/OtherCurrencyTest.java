package dev.outlay.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What whoever sends a charge in another currency than its profile's is told. The charge is in francs. */
class OtherCurrencyTest {

    private static final StatedProfile FRANCS =
            StatedProfile.of(LocalDate.of(1, 1, 1), 8, "acc", "zurich", "Zurich", "CHF");
    private static final StatedProfile EUROS =
            StatedProfile.of(LocalDate.of(2026, 12, 1), 9, "acc", "vienna", null, "EUR");

    @Test
    void whereThePartnerHasStatedNothingItIsTheProfileItself() {
        assertThat(reason("2026-12-03"))
                .isEqualTo(
                        "The billing profile has another currency, which its first charge or the partner has fixed.");
    }

    @Test
    void whereThePartnerHasPutTheCustomerElsewhereItSaysWhereAndSinceWhen() {
        assertThat(reason("2026-12-03", FRANCS, EUROS))
                .isEqualTo("The partner has put the customer on the billing profile 'vienna' (EUR) from the billing"
                        + " month 2026-12 on, so what is billed in 2026-12 cannot be in CHF.");
        assertThat(reason("2026-11-30", atOnce("EUR")))
                .isEqualTo(
                        "The partner has put the customer on the billing profile 'vienna' (EUR), so what is billed in"
                                + " 2026-11 cannot be in CHF.");
        assertThat(reason("2026-11-30", atOnce(null))).contains("'vienna', so what");
    }

    @Test
    void whereItsCurrencyHoldsLaterItSaysFromWhenOn() {
        StatedProfile back = StatedProfile.of(LocalDate.of(2027, 1, 1), 8, "acc", "zurich", "Zurich", "CHF");

        assertThat(reason("2026-12-31", EUROS, back))
                .startsWith("The partner has put the customer on the billing profile 'vienna' (EUR) from")
                .endsWith(
                        " The customer is billed in CHF from the billing month 2027-01 on, when the partner puts it on the"
                                + " billing profile 'zurich' (CHF).");
        assertThat(reason("2026-11-30", back))
                .startsWith("The billing profile has another currency, ")
                .contains(" from the billing month 2027-01 on");
    }

    private static StatedProfile atOnce(@Nullable String currency) {
        return StatedProfile.of(LocalDate.of(1, 1, 1), 9, "acc", "vienna", null, currency);
    }

    private static String reason(String day, StatedProfile... stated) {
        return OtherCurrency.of(
                        0,
                        ReclassifiedTest.charge(day),
                        new CustomerTerms(Agreement.MICROSOFT_CUSTOMER_AGREEMENT, List.of(stated)))
                .reason();
    }
}
