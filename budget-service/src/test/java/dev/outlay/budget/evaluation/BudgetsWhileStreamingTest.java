package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.execute;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static dev.outlay.budget.evaluation.LedgerFixture.start;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A budget that comes while charges stream counts each of them once and misses no crossing (DESIGN.md section 6, point 4), against a real PostgreSQL. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetsWhileStreamingTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Reconciliation reconciliation;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private final String day = month.toString();

    private @Nullable LeftByOthers leftByOthers;

    @Inject
    BudgetsWhileStreamingTest(
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

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
        leftByOthers = LeftByOthers.now(vertx, reconciliation);
    }

    @AfterEach
    void ledgerAndDailyCostAndSpendAreTheSame() {
        requireNonNull(leftByOthers).isAllThatDiffers();
    }

    @Test
    void filteredAndQuarterlyBudgetsMadeWhileChargesStreamCountEveryChargeOnce() {
        List<CompletableFuture<RecordedBatch>> running = new ArrayList<>();
        List<UUID> budgets = new ArrayList<>();
        List<UUID> ofDaysAndWeeks = new ArrayList<>();
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
                TimeGrain grain = batch % 12 == 3 ? TimeGrain.DAILY : TimeGrain.WEEKLY;
                ofDaysAndWeeks.add(BudgetFixture.budget(scope, 1, account, "1", grain.code(), filter, 50));
                ofDaysAndWeeks.add(BudgetFixture.budget(scope, 1, account, "1", grain.code(), null, 50));
                evaluator.seriesAsked();
                running.forEach(CompletableFuture::join);
            }
        }
        running.forEach(CompletableFuture::join);

        await().atMost(Duration.ofSeconds(30)).until(() -> budgets.stream().allMatch(BudgetFixture::ready));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ofDaysAndWeeks.stream().allMatch(BudgetFixture::ready));
        requireNonNull(leftByOthers).isAllThatDiffers();
        assertThat(budgets).allSatisfy(budget -> await().untilAsserted(
                        () -> assertThat(crossings(budget)).isEqualTo(1)));
        assertThat((BigDecimal) BudgetFixture.spendOf(budgets.getFirst(), day)).isPositive();
    }

    @Test
    void theFirstChargeOfAPeriodThatIsBeingRecordedIsWaitedForAndItsCrossingIsFoundAtOnce() throws Exception {
        run(
                vertx,
                () -> recordCharges.record(List.of(charge(account, "of last month")
                        .on(month.minusMonths(1).toString())
                        .usd("1")
                        .build())));
        String counted = "(select s.id from spend_series s join scope on scope.id = s.scope_id where scope.key = 'a\n"
                + account + "' and s.filter is null and s.time_grain = 1)";
        try (Connection batch = DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = batch.createStatement()) {
            // A batch has added the first spend of the month, has looked for new budgets, and has not committed yet.
            batch.setAutoCommit(false);
            statement.execute("insert into spend values (" + counted + ", '" + day + "', 'USD', 90, now())");
            UUID budget = BudgetFixture.ofAccount(account, "100", 80);
            CompletableFuture<Void> evaluated = start(vertx, () -> evaluator.evaluate(budget));
            await().pollDelay(Duration.ofMillis(300)).until(() -> waiting() || evaluated.isDone());
            batch.commit();
            evaluated.join();

            assertThat(crossings(budget)).isEqualTo(1);
        } finally {
            execute("delete from spend where series_id = " + counted + " and period_start = '" + day + "'");
        }
    }

    /** Whether anybody waits for a lock that a transaction holds. */
    private static boolean waiting() {
        return LedgerFixture.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0;
    }
}
