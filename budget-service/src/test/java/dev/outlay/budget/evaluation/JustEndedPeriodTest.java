package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.ready;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A spend that is built, or a budget that is made, after the end of a period whose crossings are still told tells that period's too, whether another charge comes or
 * not (DESIGN.md section 6, points 4 and 7).
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
@TestProfile(JustEndedPeriodTest.AMonthLate.class)
class JustEndedPeriodTest {

    /** With 31 days the month before has just ended on every day of a month. */
    public static final class AMonthLate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.evaluation.late-days", "31");
        }
    }

    private static final LocalDate LAST_MONTH =
            LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(1);

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    JustEndedPeriodTest(RecordCharges recordCharges, WatchIndex index, BudgetEvaluator evaluator, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.vertx = vertx;
    }

    @BeforeEach
    void lastMonthWasSpentAndNothingSince() {
        await().until(() -> index.isLoaded());
        run(
                vertx,
                () -> recordCharges.record(List.of(charge(account, "1")
                        .on(LAST_MONTH.toString())
                        .service("Storage")
                        .usd("95")
                        .build())));
    }

    @Test
    void aSpendThatIsReadyAfterTheEndOfItsPeriodTellsItLate() {
        UUID budget = BudgetFixture.budget(
                ScopeKey.billingAccount(account), 1, account, "100", 1, BudgetFixture.service("Storage"), 80);
        evaluator.seriesAsked();

        await().until(() -> ready(budget));
        await().untilAsserted(
                        () -> assertThat(crossings(budget)).containsExactly(List.of(LAST_MONTH.toString(), 1, true)));
    }

    @Test
    void aBudgetThatIsMadeAfterTheEndOfAPeriodTellsItLate() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);

        run(vertx, () -> evaluator.evaluate(budget));

        assertThat(crossings(budget)).containsExactly(List.of(LAST_MONTH.toString(), 1, true));
    }

    /** Period, how it is told (1: at once) and whether it is late. */
    private static List<List<Object>> crossings(UUID budget) {
        return query(
                "select period_start::text, telling, late from crossed_threshold where budget_uuid = '" + budget + "'");
    }
}
