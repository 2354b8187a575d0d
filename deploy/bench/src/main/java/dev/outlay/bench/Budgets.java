package dev.outlay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;

/**
 * Makes budgets. Those that are many are copies in SQL of one that was put through the API, while the budget service is
 * stopped; those that are to be crossed are put one by one.
 */
final class Budgets {
    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/" + Universe.ACCOUNT;
    private static final String GROUP = ACCOUNT + "/providers/Microsoft.Insights/actionGroups/bench";
    private static final String FAR = "1000000000000";

    private static final String FORGET =
            "update budget set deleted_at = clock_timestamp(), change = (select number from budget_change)"
                    + " where deleted_at is null and name <> 'template'";

    private static final String NUMBER = "update budget_change set number = number + 1";

    private static final String COPY = """
            insert into budget (uuid, scope_id, scope_arm_id, name, name_key, provider, category, amount, time_grain, metric, start_date, end_date, filter,
                                filter_text, notifications, time_period, series_id, version, created_at, changed_at, created_by, created_tenant, change)
            select gen_random_uuid(), s.id,
                   case s.kind when 1 then t.scope_arm_id
                               when 2 then t.scope_arm_id || '/billingProfiles/' || s.billing_profile
                               when 3 then t.scope_arm_id || '/customers/' || s.customer
                               when 4 then '/subscriptions/' || s.subscription
                               else '/subscriptions/' || s.subscription || '/resourceGroups/' || s.resource_group end,
                   'bench-' || s.n, 'bench-' || s.n, t.provider, t.category, t.amount, t.time_grain, t.metric, t.start_date, t.end_date, s.filter,
                   null, t.notifications, t.time_period, s.series_id, 1, t.created_at, t.changed_at, t.created_by, t.created_tenant,
                   (select number from budget_change)
            from (%s) as s cross join (select * from budget where name = 'template' and deleted_at is null) as t
            """;

    /** The months of scopes. */
    private static final String UNFILTERED = """
            select scope.*, null::jsonb as filter, series.id as series_id, row_number() over (order by scope.id) as n
            from scope join spend_series series on series.scope_id = scope.id and series.filter is null and series.time_grain = 1 and series.metric = 1
            """;

    private static final String FILTERED = """
            select scope.*, series.filter, series.id as series_id, row_number() over (order by series.id) as n
            from scope join spend_series series on series.scope_id = scope.id and series.filter is not null where scope.kind = 1
            """;

    private static final String ASK = """
            insert into spend_series (scope_id, time_grain, metric, filter, filter_hash, state, change)
            select scope.id, 1, 1, jsonb_build_object('tag', 'project', 'values', jsonb_build_array('p-' || k)), md5('bench' || k)::uuid, 0,
                   (select number from budget_change)
            from scope cross join generate_series(0, %d) k where scope.kind = 1
            """;

    private final RunningStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Budgets(RunningStack stack) {
        this.stack = stack;
    }

    /** Puts the one that is copied. The budget service runs. */
    void template(LocalDate today) {
        put(ACCOUNT + "/providers/Microsoft.Consumption/budgets/template", budget(FAR, today, ""));
    }

    /** Replaces all budgets. The budget service is stopped. */
    void replace(BudgetSet set) {
        String rows =
                switch (set) {
                    case TEN ->
                        "select * from (" + UNFILTERED + ") u where n in (select min(n) from (" + UNFILTERED
                                + ") one where kind = 1) or n in (select n from (" + UNFILTERED
                                + ") p where kind = 2 order by n limit 3) or n in (select n from (" + UNFILTERED
                                + ") c where kind = 3 order by n limit 6)";
                    case HUNDRED_THOUSAND -> UNFILTERED;
                    case FILTERED -> FILTERED;
                };
        stack.database().run("budget", NUMBER, FORGET);
        if (set == BudgetSet.FILTERED) {
            stack.database().run("budget", ASK.formatted(Universe.PROJECTS - 1));
        }
        stack.database().run("budget", COPY.formatted(rows), "analyze budget");
    }

    long count() {
        return stack.database().number("select count(*) from budget where deleted_at is null and name <> 'template'");
    }

    long notReady() {
        return stack.database().number("select count(*) from spend_series where state < 2");
    }

    /** The action group whose one webhook goes to the bench. */
    void actionGroup(int receiverPort) {
        put(GROUP, """
                {"location":"Global","properties":{"groupShortName":"bench","enabled":true,"webhookReceivers":[
                {"name":"bench","serviceUri":"http://127.0.0.1:%d/alerts","useCommonAlertSchema":false}]}}
                """.formatted(receiverPort), "2021-09-01");
    }

    /** A budget at a customer that tells the action group when it is passed. */
    void crossing(int customer, int number, String amount, LocalDate today) {
        String scope = ACCOUNT + "/customers/" + Universe.customer(customer);
        put(
                scope + "/providers/Microsoft.Consumption/budgets/cross-" + number,
                budget(amount, today, ",\"contactGroups\":[\"" + GROUP + "\"]"));
    }

    private static String budget(String amount, LocalDate today, String contacts) {
        return String.format(
                Locale.ROOT,
                """
                {"properties":{"category":"Cost","amount":%s,"timeGrain":"Monthly",
                "timePeriod":{"startDate":"%sT00:00:00Z","endDate":"%sT00:00:00Z"},
                "notifications":{"Actual_GreaterThan_100_Percent":{"enabled":true,"operator":"GreaterThan","threshold":100,"thresholdType":"Actual",
                "contactRoles":[],"contactEmails":["bench@example.test"]%s}}}}
                """,
                amount,
                today.withDayOfMonth(1),
                today.withDayOfMonth(1).plusYears(2),
                contacts);
    }

    private void put(String path, String body) {
        put(path, body, "2019-10-01");
    }

    private void put(String path, String body, String version) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + stack.port("budget") + path + "?api-version=" + version))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + stack.token())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new BenchFailure("PUT " + path + " answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new BenchFailure("PUT " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }
}
