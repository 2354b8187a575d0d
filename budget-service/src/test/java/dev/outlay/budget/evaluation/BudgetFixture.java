package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.CostFilterJson;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.scope.ScopeKey;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes budgets the way their owner, package {@code budget}, does: one transaction that takes the next change number. */
final class BudgetFixture {

    private BudgetFixture() {}

    /** Makes a budget with one GreaterThanOrEqualTo notification for each threshold. */
    static UUID budget(
            ScopeKey scope,
            int kind,
            String account,
            String amount,
            int months,
            @Nullable CostFilter filter,
            int... thresholds) {
        boolean month = filter == null && months == 1;
        return budget(scope, kind, account, amount, months, filter, Metric.ACTUAL, month, thresholds);
    }

    /** A monthly budget of what a meter has counted at a billing account, made before that has counted anything: there is nothing to build. */
    static UUID ofQuantity(String account, String meter, int... thresholds) {
        CostFilter filter = new CostFilter.DimensionIn("x_SkuMeterId", Set.of(meter));
        ScopeKey scope = ScopeKey.billingAccount(account);
        return budget(scope, 1, account, "10", 1, filter, Metric.USAGE, true, thresholds);
    }

    /** The same of a metric, whose series is ready at once, or has still to be built. */
    static UUID budget(
            ScopeKey scope,
            int kind,
            String account,
            String amount,
            int months,
            @Nullable CostFilter filter,
            Metric metric,
            boolean ready,
            int... thresholds) {
        UUID uuid = UUID.randomUUID();
        StringBuilder notifications = new StringBuilder("{");
        for (int threshold : thresholds) {
            notifications.append(notifications.length() > 1 ? "," : "").append("""
                            "at%d":{"enabled":true,"operator":"GreaterThanOrEqualTo","threshold":%d,"contactEmails":["a@example.com"],"contactGroups":[]}""".formatted(threshold, threshold));
        }
        notifications.append("}");
        LedgerFixture.execute("""
                do $$
                declare n bigint; s integer; z integer; m integer = %d;
                begin
                  update budget_change set number = number + 1 returning number into n;
                  insert into scope (key, kind, billing_account, currency) values ('%s', %d, '%s', %s)
                      on conflict (key) do update set key = excluded.key returning id into s;
                  insert into spend_series (scope_id, time_grain, metric, filter, filter_hash, state, change)
                      values (s, %d, m, %s, '%s', %d, n) on conflict do nothing;
                  select id into z from spend_series where scope_id = s and time_grain = %d and metric = m and filter_hash = '%s';
                  insert into budget (uuid, scope_id, scope_arm_id, name, name_key, provider, category, amount, time_grain, metric, start_date,
                      end_date, filter, filter_text, notifications, time_period, series_id, version, created_at, changed_at, created_by, created_tenant, change)
                  values ('%s', s, '/scope', 'b-%s', 'b-%s', 'Microsoft.Consumption', '%s', %s, %d, m, '2026-01-01', null, null, null,
                      '%s', '{}', z, 1, now(), now(), 'somebody', 'tenant', n);
                end $$
                """.formatted(
                        metric.code(),
                        scope.text(),
                        kind,
                        account,
                        kind == 1 ? "'USD'" : "null",
                        months,
                        filter == null ? "null" : "'" + CostFilterJson.write(filter) + "'",
                        CostFilter.hash(filter),
                        ready ? 2 : 0,
                        months,
                        CostFilter.hash(filter),
                        uuid,
                        uuid,
                        uuid,
                        metric == Metric.USAGE ? "Usage" : "Cost",
                        amount,
                        months,
                        notifications));
        return uuid;
    }

    /** A monthly budget of a billing account, in US dollars. */
    static UUID ofAccount(String account, String amount, int... thresholds) {
        return budget(ScopeKey.billingAccount(account), 1, account, amount, 1, null, thresholds);
    }

    /** A filter for one service. */
    static CostFilter service(String name) {
        return new CostFilter.DimensionIn("ServiceName", Set.of(name));
    }

    static void change(UUID budget, String assignment) {
        LedgerFixture.execute("""
                do $$
                declare n bigint;
                begin
                  update budget_change set number = number + 1 returning number into n;
                  update budget set %s, change = n where uuid = '%s';
                end $$
                """.formatted(assignment, budget));
    }

    static long crossings(UUID budget) {
        return LedgerFixture.count("select count(*) from crossed_threshold where budget_uuid = '" + budget + "'");
    }

    /** What the budget's spend is in a period, as text, or null. */
    static @Nullable Object spendOf(UUID budget, String periodStart) {
        var rows = LedgerFixture.query(
                "select spend.amount from spend join budget on budget.series_id = spend.series_id where budget.uuid = '"
                        + budget + "' and period_start = '" + periodStart + "'");
        return rows.isEmpty() ? null : rows.getFirst().getFirst();
    }

    static boolean ready(UUID budget) {
        return LedgerFixture.count(
                        "select s.state from spend_series s join budget on budget.series_id = s.id where budget.uuid = '"
                                + budget + "'")
                == 2;
    }
}
