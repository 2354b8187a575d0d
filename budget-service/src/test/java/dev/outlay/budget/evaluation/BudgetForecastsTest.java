package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.crossings;
import static dev.outlay.budget.evaluation.ForecastFixture.PATIENCE;
import static dev.outlay.budget.evaluation.ForecastFixture.awaitForecast;
import static dev.outlay.budget.evaluation.ForecastFixture.budget;
import static dev.outlay.budget.evaluation.ForecastFixture.forecastOf;
import static dev.outlay.budget.evaluation.ForecastFixture.letItBeForecastAgain;
import static dev.outlay.budget.evaluation.ForecastFixture.watch;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.outbox.SentMessages;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forecasts of budgets against a real PostgreSQL: made when a spend moved, at most once a minute, told at most once, and never of a budget that is gone. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetForecastsTest {

    private final RecordCharges recordCharges;
    private final BudgetForecasts forecasts;
    private final WatchIndex index;
    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** What twenty dollars a day are in this month. */
    private final int month = 20 * today.lengthOfMonth();

    @Inject
    BudgetForecastsTest(
            RecordCharges recordCharges,
            BudgetForecasts forecasts,
            WatchIndex index,
            Mutiny.SessionFactory sessions,
            Vertx vertx) {
        this.recordCharges = recordCharges;
        this.forecasts = forecasts;
        this.index = index;
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    /** Twenty dollars a day for two months, up to yesterday. */
    private void history(String of, String service, String dollars) {
        List<Charge> charges = new ArrayList<>();
        for (int ago = 1; ago <= 60; ago++) {
            charges.add(charge(of, service + ago)
                    .on(today.minusDays(ago).toString())
                    .service(service)
                    .usd(dollars)
                    .build());
        }
        run(vertx, () -> recordCharges.record(charges));
    }

    /** Five hundred dollars today: 480 more than were expected of it. */
    private void more() {
        Charge charge = charge(account, "more").on(today.toString()).usd("500").build();
        run(vertx, () -> recordCharges.record(List.of(charge)));
    }

    @Test
    void aForecastThatPassesIsToldOnceAndSaysWhatIsExpectedAndWhatIsSpent() {
        history(account, "Virtual Machines", "20");
        UUID budget = budget(account, Integer.toString(month - 5), 100);

        awaitForecast(budget, month + ".00");
        await().atMost(PATIENCE).until(() -> crossings(budget) == 1);
        await().until(() -> count("select count(*) from outbox where key = '" + budget + "'") == 0);
        JsonObject told = SentMessages.of(CrossingEvent.TOPIC, budget.toString()).stream()
                .map(message -> new JsonObject(Buffer.buffer(message.value())))
                .findFirst()
                .orElseThrow();
        assertThat(told.getJsonObject("notification").getString("thresholdType"))
                .isEqualTo("Forecasted");
        assertThat(told.getString("forecast")).isEqualTo(month + ".00");
        assertThat(new BigDecimal(told.getString("spend")))
                .isEqualByComparingTo(BigDecimal.valueOf(20L * (today.getDayOfMonth() - 1)));

        more();
        letItBeForecastAgain(budget);
        awaitForecast(budget, (month + 480) + ".00");

        assertThat(crossings(budget)).as("of one period and condition once").isEqualTo(1);
    }

    @Test
    void aForecastBelowSaysNothingAndActualThresholdsAreNotItsBusiness() {
        history(account, "Virtual Machines", "20");
        UUID below = budget(account, Integer.toString(month + 5), 100);
        UUID actual = BudgetFixture.ofAccount(account, Integer.toString(month), 99);

        awaitForecast(below, month + ".00");

        assertThat(crossings(below)).isZero();
        assertThat(count("select count(*) from budget_forecast where budget_uuid = '" + actual + "'"))
                .isZero();
    }

    @Test
    void withinAMinuteABudgetIsForecastOnceAndTheMarkWaits() {
        history(account, "Virtual Machines", "20");
        UUID budget = budget(account, "1000000", 100);
        awaitForecast(budget, month + ".00");
        LedgerFixture.execute("update budget_forecast set not_before = now() + interval '1 hour' where budget_uuid = '"
                + budget + "'");

        more();
        run(vertx, () -> forecasts.mark().replaceWith(true));
        run(vertx, forecasts::round);

        assertThat(forecastOf(budget)).extracting(row -> row.get(0)).containsExactly(new BigDecimal(month + ".00"));
        assertThat(forecastOf(budget))
                .extracting(row -> row.get(2))
                .as("it is marked")
                .containsExactly(false);
        letItBeForecastAgain(budget);
        awaitForecast(budget, (month + 480) + ".00");
        assertThat(forecastOf(budget)).extracting(row -> row.get(2)).containsExactly(true);
    }

    @Test
    void aFilteredBudgetIsForecastFromWhatItCounts() {
        history(account, "Virtual Machines", "20");
        history(account, "Storage", "3");
        UUID budget = BudgetFixture.budget(
                ScopeKey.billingAccount(account), 1, account, "1000000", 1, BudgetFixture.service("storage"));
        watch(budget, 100);
        UUID tagged = BudgetFixture.budget(
                ScopeKey.billingAccount(account),
                1,
                account,
                "1000000",
                1,
                new CostFilter.And(List.of(
                        new CostFilter.TagIn("ENV", Set.of("Prod")),
                        new CostFilter.Not(new CostFilter.DimensionIn("x_ResourceGroupName", Set.of("nobodys"))))));
        watch(tagged, 100);

        awaitForecast(budget, 3 * today.lengthOfMonth() + ".00");
        awaitForecast(tagged, 23 * today.lengthOfMonth() + ".00");
    }

    @Test
    void aPurchaseThatComesAgainBeforeTheEndOfTheYearIsInItsForecastAndOneThatDoesNotIsNot() {
        history(account, "Virtual Machines", "20");
        LocalDate last = today.minusDays(3);
        List<Charge> purchases =
                List.of(bought("monthly", last, "Recurring", "70"), bought("once", last, "One-Time", "9000"));
        run(vertx, () -> recordCharges.record(purchases));
        UUID budget = BudgetFixture.budget(ScopeKey.billingAccount(account), 1, account, "1000000", 12, null);
        watch(budget, 100);
        long again = IntStream.rangeClosed(1, 13)
                .mapToObj(last::plusMonths)
                .filter(day -> day.getYear() == today.getYear())
                .count();
        long bought = last.getYear() == today.getYear() ? 9_070 : 0;
        long used = 20L * today.lengthOfYear();
        long before = IntStream.rangeClosed(61, 366)
                .mapToObj(today::minusDays)
                .filter(day -> day.getYear() == today.getYear())
                .count();

        awaitForecast(budget, used - 20 * before + bought + 70 * again + ".00");
    }

    private Charge bought(String id, LocalDate day, String frequency, String dollars) {
        return charge(account, id)
                .on(day.toString())
                .category(ChargeCategory.PURCHASE)
                .with(Column.CHARGE_FREQUENCY, frequency)
                .with(Column.X_SKU_PRODUCT_NAME, id)
                .usd(dollars)
                .build();
    }

    @Test
    void aBudgetThatIsDeletedOrEndsWhileItWaitsIsNotTold() {
        history(account, "Virtual Machines", "20");
        for (String change : List.of("deleted_at = now()", "end_date = '" + today.minusDays(1) + "'")) {
            UUID budget = BudgetFixture.ofAccount(account, "10");
            LedgerFixture.execute("insert into budget_forecast (budget_uuid, marked_at, not_before) values ('" + budget
                    + "', now(), now() + interval '1 hour')");
            watch(budget, 100);

            BudgetFixture.change(budget, change);
            letItBeForecastAgain(budget);

            await(change)
                    .atMost(PATIENCE)
                    .until(() ->
                            count("select count(*) from budget_forecast where budget_uuid = '" + budget + "'") == 0);
            assertThat(crossings(budget)).as(change).isZero();
        }
    }

    @Test
    void anEditIsForecastAsItIsThenAndANewConditionIsAnother() {
        history(account, "Virtual Machines", "20");
        UUID budget = budget(account, Integer.toString(month), 100);
        awaitForecast(budget, month + ".00");
        assertThat(crossings(budget)).isZero();

        BudgetFixture.change(budget, "amount = 100");
        letItBeForecastAgain(budget);

        await().atMost(PATIENCE).until(() -> crossings(budget) == 1);
        assertThat(query("select forecast from crossed_threshold where budget_uuid = '" + budget + "'")
                        .getFirst()
                        .getFirst())
                .isEqualTo(new BigDecimal(month + ".00"));
    }

    @Test
    void whoWasTooSlowKeepsNothing() {
        UUID budget = UUID.randomUUID();
        LedgerFixture.execute("insert into budget_forecast (budget_uuid, marked_at, not_before, taken_by) values ('"
                + budget + "', now(), now() + interval '1 hour', '" + UUID.randomUUID() + "')");
        BudgetForecastTable.Spent spent = new BudgetForecastTable.Spent(1, null, "USD", BigDecimal.TEN, null);

        boolean kept = run(
                vertx,
                () -> sessions.withStatelessTransaction(session -> BudgetForecastTable.keep(
                        session, budget, UUID.randomUUID(), 1, today, today, spent, BigDecimal.ONE)));

        assertThat(kept).isFalse();
        assertThat(forecastOf(budget)).isEmpty();
        LedgerFixture.execute("delete from budget_forecast where budget_uuid = '" + budget + "'");
    }

    @Test
    void workersShareWhatIsMarkedAndTellEachOnce() {
        history(account, "Virtual Machines", "20");
        List<UUID> budgets =
                IntStream.range(0, 30).mapToObj(i -> budget(account, "10", 100)).toList();
        run(vertx, () -> forecasts.mark().replaceWith(true));

        List<CompletableFuture<Boolean>> rounds = IntStream.range(0, 4)
                .mapToObj(i -> LedgerFixture.start(vertx, forecasts::round))
                .toList();
        rounds.forEach(CompletableFuture::join);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(budgets).allMatch(budget -> crossings(budget) == 1));
    }
}
