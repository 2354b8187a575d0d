package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.ForecastFixture.PATIENCE;
import static dev.outlay.budget.evaluation.ForecastFixture.budget;
import static dev.outlay.budget.evaluation.ForecastFixture.letItBeForecastAgain;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was forecast to pass and is no more, or is not asked any more, is resolved. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResolvedForecastsTest {

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final int month = 20 * today.lengthOfMonth();

    @Inject
    ResolvedForecastsTest(RecordCharges recordCharges, WatchIndex index, BudgetEvaluator evaluator, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.vertx = vertx;
    }

    /** Twenty dollars a day for two months, up to yesterday. */
    @BeforeEach
    void history() {
        await().until(() -> index.isLoaded());
        List<Charge> charges = IntStream.rangeClosed(1, 60)
                .mapToObj(ago -> charge(account, "h" + ago)
                        .on(today.minusDays(ago).toString())
                        .usd("20")
                        .build())
                .toList();
        run(vertx, () -> recordCharges.record(charges));
    }

    private void today(int revision, String dollars) {
        Charge charge = charge(account, "today")
                .revision(revision)
                .on(today.toString())
                .usd(dollars)
                .build();
        run(vertx, () -> recordCharges.record(List.of(charge)));
    }

    private static long open(UUID budget) {
        return count(
                "select count(*) from crossed_threshold where resolved_at is null and budget_uuid = '" + budget + "'");
    }

    private static void awaitOpen(UUID budget, long crossings) {
        await().atMost(PATIENCE).until(() -> {
            letItBeForecastAgain(budget);
            return open(budget) == crossings;
        });
    }

    @Test
    void aForecastThatFallsBelowAgainIsResolvedAndOneThatRisesAgainIsOpenAndToldOnce() {
        UUID budget = budget(account, Integer.toString(month + 100), 100);
        today(0, "500");
        awaitOpen(budget, 1);

        today(1, "20");
        awaitOpen(budget, 0);
        assertThat(crossings(budget)).isEqualTo(1);

        today(2, "500");
        awaitOpen(budget, 1);
        assertThat(crossings(budget)).as("told once").isEqualTo(1);
    }

    @Test
    void aForecastThatNobodyAsksForAnyMoreIsResolvedAtOnce() {
        UUID budget = budget(account, "100", 100);
        awaitOpen(budget, 1);

        BudgetFixture.change(budget, "notifications = '{}'");
        run(vertx, () -> evaluator.evaluate(budget));
        assertThat(open(budget)).isZero();
    }
}
