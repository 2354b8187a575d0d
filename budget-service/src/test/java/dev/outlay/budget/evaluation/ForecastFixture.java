package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Budgets that watch a forecast, and what is forecast of them. */
final class ForecastFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private ForecastFixture() {}

    static void watch(UUID budget, int threshold) {
        BudgetFixture.change(budget, """
                notifications = '{"f":{"enabled":true,"thresholdType":"Forecasted","operator":"GreaterThan","threshold":%d,\
                "contactEmails":["a@example.com"],"contactGroups":[]}}'""".formatted(threshold));
    }

    static UUID budget(String of, String amount, int threshold) {
        UUID budget = BudgetFixture.ofAccount(of, amount);
        watch(budget, threshold);
        return budget;
    }

    static void letItBeForecastAgain(UUID budget) {
        LedgerFixture.execute(
                "update budget_forecast set not_before = timestamptz 'epoch' where budget_uuid = '" + budget + "'");
    }

    static List<List<Object>> forecastOf(UUID budget) {
        return query("select amount, spend, marked_at is null from budget_forecast where budget_uuid = '" + budget
                + "' and day is not null");
    }

    static void awaitForecast(UUID budget, String amount) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(forecastOf(budget))
                .extracting(row -> row.get(0))
                .containsExactly(new BigDecimal(amount)));
    }
}
