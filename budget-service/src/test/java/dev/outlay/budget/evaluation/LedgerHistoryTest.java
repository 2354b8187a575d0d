package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;

import org.junit.jupiter.api.Test;

/** What {@link LedgerPropertyTest} would say of a ledger that is wrong. */
class LedgerHistoryTest {

    @Test
    void aHistoryThatBreaksARuleIsMadeSmallBeforeItIsReported() {
        // The walk to something smaller is a random one, and now and then a short walk stays long: the seed makes it
        // the
        // same one every time. That any seed finds the breach is the property's own matter.
        assertThatThrownBy(() -> qt().withFixedSeed(20261125)
                        .withExamples(500)
                        .withShrinkCycles(600)
                        .forAll(LedgerHistory.histories())
                        .checkAssert(history -> {
                            LedgerModel model = new LedgerModel("account", "QAA");
                            history.steps().forEach(step -> {
                                if (step.arrival() != LedgerHistory.Arrival.NEVER) {
                                    model.record(step.batch());
                                }
                            });
                            assertThat(model.replaced())
                                    .as("nothing was ever restated")
                                    .isZero();
                        }))
                .isInstanceOf(AssertionError.class)
                .satisfies(reported -> {
                    String smallest = String.valueOf(reported.getMessage()).split("Other found falsifying value", 2)[0];
                    assertThat(smallest.split("charge-", -1).length - 1)
                            .as("charges in %s", smallest)
                            .isBetween(2, 8);
                    assertThat(smallest).contains("revision 0", "revision");
                    assertThat(reported.getMessage()).contains("Seed was");
                });
    }
}
