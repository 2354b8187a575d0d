package dev.outlay.budget.analysis;

import dev.outlay.budget.analysis.ComparedCost.By;
import dev.outlay.budget.dimension.Dimension;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that compares the answers of two questions, each of which is put as any other one ({@link CostSql}): so what is compared is what counts, at its price. Beside the sums there are, of
 * services, subscriptions and resource groups, those that have changed most.
 *
 * <p>A row is: what it is one of (a word of {@link By}), name, subscription, now, before, and whether any of it is in another currency, which is added to neither.
 */
final class ComparedCostSql {

    /** {@code grouping} has a bit for each key that a row is not grouped by. */
    private static final String SUMMED = """
            select case grouping(service_key, subscription_key, group_key)
                     when 3 then 'SERVICE' when 5 then 'SUBSCRIPTION' when 4 then 'RESOURCE_GROUP' else 'ALL' end as told,
                   case grouping(service_key, subscription_key, group_key)
                     when 3 then min(service) when 5 then min(subscription) when 4 then min(resource_group) else '' end as name,
                   case grouping(service_key, subscription_key, group_key) when 4 then min(subscription) else '' end as subscription,
                   coalesce(sum(now), 0) as now, coalesce(sum(before), 0) as before, coalesce(bool_or(elsewise), false) as elsewise
            from span group by grouping sets ((service_key), (subscription_key), (subscription_key, group_key), ())""";

    private static final String RANKED = """
            select told, name, subscription, now, before, elsewise,
                   row_number() over (partition by told order by abs(now - before) desc, name collate "C", subscription collate "C") as place
            from summed where told = 'ALL' or (btrim(name) <> '' and now <> before)""";

    private ComparedCostSql() {}

    /** By what a question has to be grouped: what all charges of a scope have in common tells nothing. */
    static List<Grouping> groupings(CostView view) {
        List<Grouping> groupings = new ArrayList<>(List.of(Grouping.by(Dimension.SERVICE_NAME)));
        if (view != CostView.RESOURCE_GROUP) {
            groupings.add(Grouping.by(Dimension.RESOURCE_GROUP));
        }
        if (!view.isRetail()) {
            groupings.add(Grouping.by(Dimension.SUBSCRIPTION_ID));
        }
        return groupings;
    }

    /**
     * The statement.
     *
     * @param place row of the scope
     * @param now a question that is grouped by {@link #groupings}, and so is {@code before}
     * @param currency the only one that is added, ISO 4217
     * @param most how many services, subscriptions and resource groups each there are at most
     */
    static String of(
            SqlParameters parameters,
            CostView view,
            int place,
            CostQuestion now,
            CostQuestion before,
            String currency,
            String partnerTenant,
            int most) {
        String wanted = "cast(" + parameters.add(currency) + " as text)";
        String later = new CostSql(parameters, view, place, now, Long.MAX_VALUE, partnerTenant).rows(0, all());
        String earlier = new CostSql(parameters, view, place, before, Long.MAX_VALUE, partnerTenant).rows(0, all());
        return "with span as (" + span(view, "m0", "cast(0 as numeric)", later, wanted) + " union all "
                + span(view, "cast(0 as numeric)", "m0", earlier, wanted) + "), summed as (" + SUMMED
                + "), ranked as (" + RANKED
                + ") select told, name, subscription, now, before, elsewise from ranked where place <= "
                + parameters.add(most) + " order by told, place";
    }

    /** No page: what is not among the rows would be missing from the sums. */
    private static int all() {
        return Integer.MAX_VALUE;
    }

    /** Names are compared as questions compare them: without regard to casing, which is the database's to fold. */
    private static String span(CostView view, String now, String before, String rows, String currency) {
        int groupings = groupings(view).size();
        String group = groupings > 1 ? "n1" : "cast('' as text)";
        String subscription = groupings > 2 ? "n2" : "cast('' as text)";
        return "select n0 as service, lower(n0 collate \"default\") as service_key, " + subscription
                + " as subscription, lower(" + subscription + " collate \"default\") as subscription_key, " + group
                + " as resource_group, lower(" + group + " collate \"default\") as group_key, " + added(now, currency)
                + " as now, " + added(before, currency) + " as before, currency <> " + currency
                + " as elsewise from (" + rows + ") as found";
    }

    private static String added(String amount, String currency) {
        return "case when currency = " + currency + " then " + amount + " else 0 end";
    }
}
