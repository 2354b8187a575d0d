package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.recount.ReconciliationReport;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No crossing is missed, none is recorded twice, and a budget counts every charge once (DESIGN.md sections 5 and 6), against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CrossingsTest {

    private static final LocalDate MONTH = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Reconciliation reconciliation;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final String day = MONTH.toString();

    @Inject
    CrossingsTest(
            RecordCharges recordCharges,
            WatchIndex index,
            BudgetEvaluator evaluator,
            Reconciliation reconciliation,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    /** Other tests of this JVM write spends by hand, to show them; what they left is known before and must be all that differs after. */
    private List<ReconciliationReport.Difference> leftByOthers = List.of();

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
        leftByOthers = run(vertx, reconciliation::run).differences();
    }

    @AfterEach
    void ledgerAndDailyCostAndSpendAreTheSame() {
        assertThat(run(vertx, reconciliation::run).differences()).containsExactlyInAnyOrderElementsOf(leftByOthers);
    }

    @Test
    void twoHalvesOfACrossingInParallelAreFoundOnce() {
        for (int round = 0; round < 15; round++) {
            String other = account + "-" + round;
            UUID budget = BudgetFixture.ofAccount(other, "100", 80);
            List<CompletableFuture<RecordedBatch>> halves = IntStream.range(0, 8)
                    .mapToObj(i -> start(
                            vertx,
                            () -> recordCharges.record(List.of(charge(other, "half-" + i)
                                    .on(day)
                                    .subscription("s" + i, "g" + i)
                                    .usd("10")
                                    .build()))))
                    .toList();
            halves.forEach(CompletableFuture::join);

            assertThat(crossings(budget)).as("round " + round).isEqualTo(1);
        }
    }

    @Test
    void oneJumpTellsEveryThresholdAndNothingIsToldTwice() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80, 100);
        record(charge(account, "1").on(day).usd("10").build());
        assertThat(crossings(budget)).isZero();

        record(charge(account, "2").on(day).usd("110").build());
        assertThat(crossings(budget)).isEqualTo(3);

        record(charge(account, "2").revision(1).on(day).usd("1").build());
        record(charge(account, "2").revision(2).on(day).usd("500").build());
        assertThat(crossings(budget)).as("down and up again").isEqualTo(3);
        assertThat(eventsOf(budget)).isLessThanOrEqualTo(3);
    }

    @Test
    void aBudgetThatIsMadeWhenItsThresholdIsPassedAlreadyIsEvaluatedAtOnce() {
        record(charge(account, "1").on(day).usd("90").build());
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).isEqualTo(1);
    }

    @Test
    void otherContactsOrAnAmountThatComesBackTellNothingTwiceButANewAmountDoes() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1").on(day).usd("95").build());
        assertThat(crossings(budget)).isEqualTo(1);

        BudgetFixture.change(budget, "notifications = replace(notifications, 'a@example.com', 'b@example.com')");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("other contacts").isEqualTo(1);

        BudgetFixture.change(budget, "amount = 110");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("another amount").isEqualTo(2);

        BudgetFixture.change(budget, "amount = 100");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).as("the first amount again").isEqualTo(2);
    }

    @Test
    void aDisabledNotificationUsesUpNothingAndSpeaksWhenItIsEnabled() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        BudgetFixture.change(budget, "notifications = replace(notifications, 'true', 'false')");
        record(charge(account, "1").on(day).usd("95").build());
        assertThat(crossings(budget)).isZero();

        BudgetFixture.change(budget, "notifications = replace(notifications, 'false', 'true')");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(crossings(budget)).isEqualTo(1);
    }

    @Test
    void aDeletedBudgetIsForgottenAtOnceAndKeepsWhatItFound() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 50, 80);
        record(charge(account, "1").on(day).usd("60").build());
        BudgetFixture.change(budget, "deleted_at = now()");
        record(charge(account, "2").on(day).usd("60").build());
        assertThat(crossings(budget)).isEqualTo(1);
    }

    @Test
    void aCrossingInAPeriodLongAgoIsRecordedAndNotTold() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1")
                .on(MONTH.minusMonths(3).toString())
                .usd("95")
                .build());
        assertThat(query("select telling, late from crossed_threshold where budget_uuid = '" + budget + "'"))
                .containsExactly(List.of(3, true));
    }

    @Test
    void aFileForAnEndedPeriodIsRecordedOnlyAndForTheCurrentOneTold() {
        UUID budget = BudgetFixture.ofAccount(account, "100", 80);
        record(charge(account, "1").imported().on(day).usd("95").build());
        assertThat(query("select telling, late from crossed_threshold where budget_uuid = '" + budget + "'"))
                .containsExactly(List.of(1, false));
    }

    @Test
    void filteredAndQuarterlyBudgetsMadeWhileChargesStreamCountEveryChargeOnce() {
        List<CompletableFuture<RecordedBatch>> running = new ArrayList<>();
        List<UUID> budgets = new ArrayList<>();
        ScopeKey scope = ScopeKey.billingAccount(account);
        for (int batch = 0; batch < 60; batch++) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                charges.add(charge(account, batch + "-" + i)
                        .on(day)
                        .service("service-" + i % 10)
                        .subscription("s" + i % 5, "g" + i % 5)
                        .usd("0.01")
                        .build());
            }
            // Restatements reach back over charges of the batch before, so that the base and the later batches overlap.
            int before = batch - 1;
            for (int i = 0; batch > 0 && i < 20; i++) {
                charges.add(charge(account, before + "-" + i)
                        .revision(1)
                        .on(day)
                        .service("service-" + (i + 1) % 10)
                        .usd("0.02")
                        .build());
            }
            running.add(start(vertx, () -> recordCharges.record(charges)));
            if (batch % 6 == 3) {
                CostFilter filter = BudgetFixture.service("service-" + batch / 6);
                budgets.add(BudgetFixture.budget(scope, 1, account, "1", 1, filter, 50));
                budgets.add(BudgetFixture.budget(scope, 1, account, "1", 3, batch % 12 == 3 ? filter : null, 50));
                evaluator.seriesAsked();
                running.forEach(CompletableFuture::join);
            }
        }
        running.forEach(CompletableFuture::join);

        await().atMost(Duration.ofSeconds(30)).until(() -> budgets.stream().allMatch(BudgetFixture::ready));
        assertThat(run(vertx, reconciliation::run).differences()).containsExactlyInAnyOrderElementsOf(leftByOthers);
        assertThat(budgets).allSatisfy(budget -> await().untilAsserted(
                        () -> assertThat(crossings(budget)).isEqualTo(1)));
        assertThat((BigDecimal) BudgetFixture.spendOf(budgets.getFirst(), day)).isPositive();
    }

    @Test
    void aReclassifiedCustomerIsRecountedAtAllItsScopes() {
        record(
                charge(account, "usage").on(day).billed("10").usd("10").build(),
                charge(account, "purchase")
                        .on(day)
                        .category(ChargeCategory.PURCHASE)
                        .billed("5")
                        .usd("5")
                        .build());
        assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("15");

        LedgerFixture.execute("""
                with bumped as (update budget_change set number = number + 1)
                insert into customer (scope_id, agreement, recount) select id, 2, true from scope where key = 'c
                %s
                customer-1'""".formatted(account));

        await().untilAsserted(() ->
                assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("5"));
        assertThat(LedgerFixture.spend("c\n" + account + "\ncustomer-1", day, "CHF"))
                .isEqualByComparingTo("0");
        record(charge(account, "later").on(day).billed("7").usd("7").build());
        assertThat(LedgerFixture.spend("a\n" + account, day, "USD")).isEqualByComparingTo("5");
    }

    private long eventsOf(UUID budget) {
        return LedgerFixture.count("select count(*) from outbox where key = '" + budget + "'");
    }

    private RecordedBatch record(Charge... charges) {
        return run(vertx, () -> recordCharges.record(List.of(charges)));
    }
}
