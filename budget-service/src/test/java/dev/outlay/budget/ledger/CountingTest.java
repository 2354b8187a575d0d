package dev.outlay.budget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts where: every category, agreement and use of a commitment (DESIGN.md section 4 and section 6, point 8). */
class CountingTest {

    private static final String MCA = "MICROSOFT_CUSTOMER_AGREEMENT";

    @ParameterizedTest(name = "{0} of a customer under {1}, commitment {2}")
    @CsvSource({
        // category, agreement, commitment, account, profile, customer, subscription and resource group
        "USAGE, " + MCA + ", NONE, INVOICED, INVOICED, INVOICED, RETAIL",
        "USAGE, " + MCA + ", COVERED, INVOICED, INVOICED, INVOICED, ZERO",
        "USAGE, " + MCA + ", UNUSED, INVOICED, INVOICED, NONE, NONE",
        "USAGE, CSP_OFFER, NONE, NONE, NONE, NONE, NONE",
        "USAGE, CSP_OFFER, COVERED, NONE, NONE, NONE, NONE",
        "USAGE, CSP_OFFER, UNUSED, NONE, NONE, NONE, NONE",
        "PURCHASE, " + MCA + ", NONE, INVOICED, INVOICED, NONE, NONE",
        "PURCHASE, " + MCA + ", COVERED, INVOICED, INVOICED, NONE, NONE",
        "PURCHASE, " + MCA + ", UNUSED, INVOICED, INVOICED, NONE, NONE",
        "PURCHASE, CSP_OFFER, NONE, INVOICED, INVOICED, NONE, NONE",
        "PURCHASE, CSP_OFFER, COVERED, INVOICED, INVOICED, NONE, NONE",
        "PURCHASE, CSP_OFFER, UNUSED, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, " + MCA + ", NONE, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, " + MCA + ", COVERED, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, " + MCA + ", UNUSED, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, CSP_OFFER, NONE, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, CSP_OFFER, COVERED, INVOICED, INVOICED, NONE, NONE",
        "ADJUSTMENT, CSP_OFFER, UNUSED, INVOICED, INVOICED, NONE, NONE",
        "TAX, " + MCA + ", NONE, NONE, NONE, NONE, NONE",
        "TAX, " + MCA + ", COVERED, NONE, NONE, NONE, NONE",
        "TAX, " + MCA + ", UNUSED, NONE, NONE, NONE, NONE",
        "TAX, CSP_OFFER, NONE, NONE, NONE, NONE, NONE",
        "TAX, CSP_OFFER, COVERED, NONE, NONE, NONE, NONE",
        "TAX, CSP_OFFER, UNUSED, NONE, NONE, NONE, NONE",
        "CREDIT, " + MCA + ", NONE, NONE, NONE, NONE, NONE",
        "CREDIT, " + MCA + ", COVERED, NONE, NONE, NONE, NONE",
        "CREDIT, " + MCA + ", UNUSED, NONE, NONE, NONE, NONE",
        "CREDIT, CSP_OFFER, NONE, NONE, NONE, NONE, NONE",
        "CREDIT, CSP_OFFER, COVERED, NONE, NONE, NONE, NONE",
        "CREDIT, CSP_OFFER, UNUSED, NONE, NONE, NONE, NONE"
    })
    void everyChargeCountsWhereItShouldAtItsPrice(
            ChargeCategory category,
            Agreement agreement,
            CommitmentUse use,
            Price account,
            Price profile,
            Price customer,
            Price rbac) {
        assertThat(Counting.of(category, agreement, use)).isEqualTo(new Counting(account, profile, customer, rbac));
    }

    @Test
    void theTableHasEveryCase() {
        String[] rows = Arrays.stream(CountingTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CsvSource.class))
                .flatMap(method ->
                        Stream.of(method.getAnnotation(CsvSource.class).value()))
                .map(row -> String.join(",", Arrays.asList(row.split(", ")).subList(0, 3)))
                .toArray(String[]::new);

        assertThat(Set.of(rows))
                .hasSize(ChargeCategory.values().length * Agreement.values().length * CommitmentUse.values().length);
    }

    @Test
    void whatIsShownAtRetailNeverShowsWhatThePartnerPays() {
        for (ChargeCategory category : ChargeCategory.values()) {
            for (Agreement agreement : Agreement.values()) {
                for (CommitmentUse use : CommitmentUse.values()) {
                    assertThat(Counting.of(category, agreement, use).rbac()).isNotEqualTo(Price.INVOICED);
                }
            }
        }
    }
}
