package dev.outlay.e2e.cost;

import dev.outlay.e2e.running.Outlay;
import java.util.List;

/** What is kept of an account in the databases of the services. */
public record Kept(Outlay outlay, Account account) {

    /** Spend of the account, its profiles and customers in each month and currency, as {@code scope month currency amount}; nothing of those that are zero. */
    public List<String> monthlySpend() {
        return outlay.ledger()
                .column(
                        "select coalesce(scope.customer, scope.billing_profile, 'account') || ' ' || p.period_start || ' ' || p.currency"
                                + " || ' ' || trim_scale(p.amount) from spend p join spend_series s on s.id = p.series_id"
                                + " join scope on scope.id = s.scope_id where scope.billing_account = ? and s.filter is null"
                                + " and s.time_grain = 1 and p.amount <> 0",
                        account.name());
    }

    /** The budgets whose crossings were recorded, each as often as it was crossed: their scope and name. */
    public List<String> crossings() {
        return outlay.ledger()
                .column(
                        "select b.scope_arm_id || ' ' || b.name from crossed_threshold t join budget b on b.uuid = t.budget_uuid"
                                + " where b.scope_arm_id like ?",
                        account.id() + "%");
    }

    /** Keys of the scopes of which there are alerts, each as often as there are. */
    public List<String> alerts() {
        return outlay.alerts().column("select scope_key from alert where scope_key like lower(?)", account.id() + "%");
    }

    /** Each delivery by mail and webhook of the alerts of the account and of the scopes below it. */
    public List<Delivery> deliveries() {
        return outlay
                .alerts()
                .column(
                        "select concat_ws(' ', a.id, a.crossing #>> '{notification,threshold}', d.kind, d.state, d.reason) from delivery d"
                                + " join delivery_alert said on said.delivery_id = d.id join alert a on a.id = said.alert_id"
                                + " where a.scope_key like lower(?)",
                        account.id() + "%")
                .stream()
                .map(Delivery::of)
                .toList();
    }
}
