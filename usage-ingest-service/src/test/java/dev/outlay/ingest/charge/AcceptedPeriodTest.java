package dev.outlay.ingest.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedPeriodTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void itBeginsWithTheRetentionAndEndsWithTheFuture() {
        AcceptedPeriod period = AcceptedPeriod.asOf(NOW, 84, 60);

        assertThat(period.earliest()).isEqualTo("2019-11-23T00:00:00Z");
        assertThat(period.latest()).isEqualTo("2031-11-23T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"684,2100", "1000000,1000000", "2147483647,2147483647"})
    void whateverIsConfiguredTheLedgerKnowsTheYears1970To2200Only(int retentionMonths, int futureMonths) {
        AcceptedPeriod period = AcceptedPeriod.asOf(NOW, retentionMonths, futureMonths);

        assertThat(period.earliest()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(period.latest()).isEqualTo("2200-12-31T23:59:59.999999999Z");
        assertThat(starting("2200-12-31T23:59:59Z", period)).isInstanceOf(Checked.Accepted.class);
        assertThat(starting("2201-01-01T00:00:00Z", period))
                .isInstanceOfSatisfying(Checked.Rejected.class, rejected -> assertThat(rejected.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.CHARGE_TOO_FAR_AHEAD);
                            assertThat(problem.message()).contains("2200-12-31");
                        }));
    }

    private static Checked starting(String start, AcceptedPeriod period) {
        ChargeDraft draft = new ChargeDraft();
        draft.text(Column.BILLING_ACCOUNT_ID, "a");
        draft.text(Column.BILLED_COST, "1");
        draft.text(Column.BILLING_CURRENCY, "CHF");
        draft.text(Column.CHARGE_CATEGORY, "Purchase");
        draft.text(Column.CHARGE_PERIOD_START, start);
        return draft.check(Attributes.ofRow(), period);
    }
}
