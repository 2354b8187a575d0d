package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.CrossingStateFixture.crossingsTold;
import static dev.outlay.budget.evaluation.CrossingStateFixture.open;
import static dev.outlay.budget.evaluation.CrossingStateFixture.told;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.ledger.Charge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crossing whose cause a restatement or an edit took away is resolved, and open again when the cause is back; nobody is told of it twice. Against a real PostgreSQL and Kafka. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResolvedCrossingsTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private final String day = month.toString();

    @Inject
    ResolvedCrossingsTest(RecordCharges recordCharges, WatchIndex index, BudgetEvaluator evaluator, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    /** Says what the charges of a day cost, in place of what was said before. */
    private void restate(String on, int revision, String dollars) {
        record(charge(account, "c-" + on).revision(revision).on(on).usd(dollars).build());
    }

    private void record(Charge charge) {
        run(vertx, () -> recordCharges.record(List.of(charge)));
    }

    private void edit(UUID budget, String assignment) {
        BudgetFixture.change(budget, assignment);
        run(vertx, () -> evaluator.evaluate(budget));
    }

    @Test
    void aRestatementResolvesAndGrowingAgainReopensWithoutTellingTwice() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(day, 0, "90");
        assertThat(open(budget)).containsExactly(80);
        assertThat(told(budget)).as("a crossing is open by itself").isEmpty();

        restate(day, 1, "79.99");
        assertThat(open(budget)).isEmpty();
        restate(day, 2, "10");
        restate(day, 3, "80");
        assertThat(open(budget)).containsExactly(80);
        restate(day, 4, "500");
        restate(day, 5, "0");

        assertThat(told(budget)).containsExactly("80 Resolved 1", "80 Active 2", "80 Resolved 3");
        assertThat(crossings(budget)).isEqualTo(1);
        assertThat(crossingsTold(budget)).isEqualTo(1);
    }

    @Test
    void onlyTheThresholdsThatAreTrueNoMoreAreResolved() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80, 100);
        restate(day, 0, "110");
        restate(day, 1, "60");
        assertThat(open(budget)).containsExactly(50);
        assertThat(told(budget)).containsExactlyInAnyOrder("80 Resolved 1", "100 Resolved 1");

        restate(day, 2, "95");
        assertThat(open(budget)).containsExactly(50, 80);
        assertThat(told(budget)).last().isEqualTo("80 Active 2");
        assertThat(crossingsTold(budget)).isEqualTo(3);
    }

    @Test
    void aChargeThatMovesToAnotherMonthResolvesInTheOneAndCrossesInTheOther() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "moves").on(day).usd("90").build());
        record(charge(account, "moves")
                .revision(1)
                .on(month.minusMonths(2).toString())
                .usd("90")
                .build());
        assertThat(query(
                        "select cast(period_start as text), resolved_at is null from crossed_threshold where budget_uuid = '"
                                + budget + "' order by 1"))
                .containsExactly(List.of(month.minusMonths(2).toString(), true), List.of(day, false));
    }

    @Test
    void aRestatementOfAPeriodLongAgoResolvesItsCrossing() {
        String longAgo = month.minusMonths(3).toString();
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(longAgo, 0, "95");
        restate(longAgo, 1, "20");
        assertThat(open(budget)).isEmpty();
        restate(longAgo, 2, "85");
        assertThat(told(budget)).containsExactly("80 Resolved 1", "80 Active 2");
    }

    @Test
    void everyEditThatTakesTheConditionAwayResolvesAndItsReturnReopens() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(day, 0, "90");
        List<List<String>> edits = List.of(
                List.of("amount = 200", "amount = 100"),
                List.of(
                        "notifications = replace(notifications, '\"threshold\":80', '\"threshold\":95')",
                        "notifications = replace(notifications, '\"threshold\":95', '\"threshold\":80')"),
                List.of(
                        "notifications = replace(notifications, '\"enabled\":true', '\"enabled\":false')",
                        "notifications = replace(notifications, '\"enabled\":false', '\"enabled\":true')"),
                List.of("period_amounts = '{\"" + day + "\":1000}'", "period_amounts = null"));
        for (List<String> there : edits) {
            edit(budget, there.get(0));
            assertThat(open(budget)).as(there.get(0)).isEmpty();
            edit(budget, there.get(1));
            assertThat(open(budget)).as(there.get(1)).containsExactly(80);
        }
        edit(budget, "name = 'renamed-" + budget + "'");
        assertThat(open(budget)).as("a new name takes nothing away").containsExactly(80);

        assertThat(told(budget)).hasSize(8).last().isEqualTo("80 Active 8");
        assertThat(crossingsTold(budget)).as("told once").isEqualTo(1);
    }

    @Test
    void anotherAmountThatIsPassedAsWellIsACrossingOfItsOwnAndResolvesTheFirst() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(day, 0, "95");
        edit(budget, "amount = 110");
        assertThat(query(
                        "select split_part(condition, '|', 4), resolved_at is null from crossed_threshold where budget_uuid = '"
                                + budget + "' order by 1"))
                .containsExactly(List.of("100", false), List.of("110", true));
    }

    @Test
    void anEditSaysNothingOfPeriodsThatWereOverLongAgo() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        restate(month.minusMonths(3).toString(), 0, "95");
        edit(budget, "amount = 1000");
        assertThat(open(budget)).containsExactly(80);
        assertThat(told(budget)).isEmpty();
    }

    @Test
    void aDeletedBudgetHasNothingOpenAndKeepsWhatItFound() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80);
        restate(day, 0, "90");
        restate(month.minusMonths(3).toString(), 0, "60");
        edit(budget, "deleted_at = now()");
        assertThat(open(budget)).isEmpty();
        assertThat(told(budget)).hasSize(3).allMatch(told -> told.endsWith("Resolved 1"));

        restate(day, 1, "10");
        restate(day, 2, "90");
        assertThat(told(budget)).as("of what is gone nothing more is said").hasSize(3);
        assertThat(crossings(budget)).isEqualTo(3);
    }
}
