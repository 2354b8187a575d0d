package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator can see from outside. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MetricsTest {

    /** The next look but one: the first one, while all starts, may take so long that it rests over the next. */
    private static final Duration LOOKS_AGAIN = Duration.ofSeconds(75);

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final MeterRegistry registry;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final String day = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).toString();

    @Inject
    MetricsTest(
            RecordCharges recordCharges,
            WatchIndex index,
            BudgetEvaluator evaluator,
            MeterRegistry registry,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.registry = registry;
        this.vertx = vertx;
    }

    @Test
    void aCrossingIsCountedWhetherAChargeOrABudgetBringsIt() {
        await().until(() -> index.isLoaded());
        double before = await().until(this::uncounted, found -> found == uncounted());

        BudgetFixture.ofAccount(account, "100", 80);
        run(
                vertx,
                () -> recordCharges.record(
                        List.of(charge(account, "1").on(day).usd("90").build())));
        UUID later = BudgetFixture.ofAccount(account, "50", 80, 90);
        run(vertx, () -> evaluator.evaluate(later));

        assertThat(BudgetFixture.crossings(later)).isEqualTo(2);
        await().untilAsserted(() -> assertThat(uncounted())
                .as("each that is recorded is counted once, those of other tests' budgets as well")
                .isEqualTo(before));
    }

    /** How many more crossings are recorded than were counted since the service began. */
    private double uncounted() {
        return count("select count(*) from crossed_threshold")
                - registry.get("outlay.evaluation.crossings").counter().count();
    }

    @Test
    void whatWaitsIsShown() {
        await().until(() -> index.isLoaded());
        run(
                vertx,
                () -> recordCharges.record(List.of(charge(account, "1")
                        .profile(account + "-xts", "XTS")
                        .on(day)
                        .usd(null)
                        .list(null)
                        .build())));
        long unpriced = count(
                "select count(*) from charge c join dimension_set d on d.id = c.dimension_set_id where c.retail is null and d.rbac_price = 2");

        await().atMost(LOOKS_AGAIN).untilAsserted(() -> {
            assertThat(registry.get("outlay.ledger.awaiting.rate").gauge().value())
                    .isPositive();
            assertThat(registry.get("outlay.ledger.unpriced").gauge().value()).isGreaterThanOrEqualTo(unpriced);
        });
        assertThat(registry.get("outlay.outbox.waiting").gauge().value()).isNotNegative();
        assertThat(registry.get("outlay.outbox.oldest").gauge().value()).isNotNegative();
    }
}
