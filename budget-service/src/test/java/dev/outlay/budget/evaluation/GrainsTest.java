package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.evaluation.BudgetFixture.ready;
import static dev.outlay.budget.evaluation.LedgerFixture.charge;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.arm.Parts;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Days and weeks: what of those that have ended is told, and that the database and the service cut time alike. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GrainsTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final RecordCharges recordCharges;
    private final WatchIndex index;
    private final BudgetEvaluator evaluator;
    private final Vertx vertx;
    private final String account = "account-" + UUID.randomUUID();

    @Inject
    GrainsTest(RecordCharges recordCharges, WatchIndex index, BudgetEvaluator evaluator, Vertx vertx) {
        this.recordCharges = recordCharges;
        this.index = index;
        this.evaluator = evaluator;
        this.vertx = vertx;
    }

    @BeforeEach
    void whatIsWatchedIsLoaded() {
        await().until(() -> index.isLoaded());
    }

    @Test
    void theDatabaseCutsTimeAsTheServiceDoes() {
        for (TimeGrain grain : TimeGrain.values()) {
            Periods periods = Periods.of(grain, LocalDate.of(2016, 1, 1), LocalDate.of(2044, 12, 31));
            List<String> wrong = new ArrayList<>();
            query(
                            "select day::date::text, period_start(" + grain.code()
                                    + ", day::date, date '2016-01-01')::text"
                                    + " from generate_series(timestamp '2016-01-01', timestamp '2044-12-31', interval '1 day') as t(day)")
                    .forEach(row -> {
                        LocalDate start = Objects.requireNonNull(periods.of(LocalDate.parse((String) row.get(0))))
                                .start();
                        if (!start.toString().equals(row.get(1))) {
                            wrong.add(row.toString());
                        }
                    });
            assertThat(wrong).as(grain.label()).isEmpty();
        }
    }

    @Test
    void yesterdayAndTheDayBeforeAreToldLateAndEarlierDaysRecordedOnly() {
        UUID budget = asked(TimeGrain.DAILY);

        spend(false, 0, 1, 2, 3);

        assertThat(crossings(budget))
                .containsExactly(
                        List.of(today.minusDays(3).toString(), 3, true),
                        List.of(today.minusDays(2).toString(), 1, true),
                        List.of(today.minusDays(1).toString(), 1, true),
                        List.of(today.toString(), 1, false));
    }

    @Test
    void aFileTellsOfADayThatHasJustEndedWhileOfAMonthItOnlyRecords() {
        UUID daily = asked(TimeGrain.DAILY);
        UUID monthly = BudgetFixture.ofAccount(account, "100", 80);

        spend(true, 1, 3, 40);

        assertThat(crossings(daily))
                .containsExactly(
                        List.of(today.minusDays(40).toString(), 3, true),
                        List.of(today.minusDays(3).toString(), 3, true),
                        List.of(today.minusDays(1).toString(), 1, true));
        assertThat(crossings(monthly))
                .contains(List.of(today.minusDays(40).withDayOfMonth(1).toString(), 3, true));
    }

    @Test
    void aWeekIsToldForFiveDaysMore() {
        UUID budget = asked(TimeGrain.WEEKLY);
        LocalDate lastWeek = Objects.requireNonNull(new Periods(TimeGrain.WEEKLY, null).of(today.minusDays(7)))
                .start();
        boolean told = today.isBefore(lastWeek.plusDays(7 + 5));

        spend(false, 7, 14);

        assertThat(crossings(budget))
                .containsExactly(
                        List.of(lastWeek.minusDays(7).toString(), 3, true),
                        List.of(lastWeek.toString(), told ? 1 : 3, true));
    }

    @Test
    void aBudgetThatIsReadyAfterADayHasEndedTellsThatDay() {
        spend(false, 1, 2, 3);

        UUID budget = asked(TimeGrain.DAILY);

        await().untilAsserted(() -> assertThat(crossings(budget))
                .containsExactly(
                        List.of(today.minusDays(2).toString(), 1, true),
                        List.of(today.minusDays(1).toString(), 1, true)));
    }

    @Test
    void afterItsLastDayABudgetIsToldAsLongAsAPeriodThatHasEnded() {
        UUID justEnded = BudgetFixture.ofAccount(account, "100", 80);
        UUID endedLongAgo = BudgetFixture.ofAccount(account, "100", 90);
        BudgetFixture.change(justEnded, "end_date = '" + today.minusDays(1) + "'");
        BudgetFixture.change(endedLongAgo, "end_date = '" + today.minusDays(6) + "'");
        LocalDate month = today.minusDays(1).withDayOfMonth(1);

        spend(false, 1);

        assertThat(crossings(justEnded)).containsExactly(List.of(month.toString(), 1, true));
        assertThat(crossings(endedLongAgo).stream().map(crossing -> crossing.get(1)))
                .doesNotContain(1);
    }

    /** A budget of 100 dollars, told at 80 %, whose spend is ready. */
    private UUID asked(TimeGrain grain) {
        UUID budget = BudgetFixture.budget(ScopeKey.billingAccount(account), 1, account, "100", grain.code(), null, 80);
        evaluator.seriesAsked();
        await().until(() -> ready(budget));
        return budget;
    }

    /** 95 dollars on each of these days ago. */
    private void spend(boolean imported, int... daysAgo) {
        run(
                vertx,
                () -> recordCharges.record(java.util.Arrays.stream(daysAgo)
                        .mapToObj(days -> {
                            LedgerFixture.Draft draft = charge(account, "of " + days)
                                    .on(today.minusDays(days).toString())
                                    .usd("95");
                            return (imported ? draft.imported() : draft).build();
                        })
                        .toList()));
    }

    /** Period, how it is told (1: at once, 3: recorded) and whether it is late. */
    private static List<List<Object>> crossings(UUID budget) {
        return query("select period_start::text, telling::integer, late from crossed_threshold where budget_uuid = '"
                + budget + "' order by period_start");
    }
}
