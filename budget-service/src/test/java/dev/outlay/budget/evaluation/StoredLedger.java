package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.LedgerFixture.count;
import static dev.outlay.budget.evaluation.LedgerFixture.query;
import static dev.outlay.budget.evaluation.LedgerModel.plain;

import dev.outlay.budget.ledger.ChargeCategory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the database holds of one billing account, in the words of {@link LedgerModel}. */
record StoredLedger(String account) {

    /** By id: revision and billed cost. */
    Map<String, String> ledger() {
        return rows("""
                select c.id, c.revision, c.billed from charge c join scope on scope.id = c.account_scope
                where scope.billing_account = '%s'
                """, row -> (String) row.get(0), row -> row.get(1) + " " + plain((BigDecimal) row.get(2)));
    }

    /** By scope, start of the period and currency: the spend, where it is not nothing. */
    Map<String, String> spends() {
        return rows(
                """
                select scope.key, period_start, spend.currency, spend.amount
                from spend join spend_series s on s.id = spend.series_id join scope on scope.id = s.scope_id
                where scope.billing_account = '%s' and spend.amount <> 0
                """, row -> row.get(0) + " " + row.get(1) + " " + row.get(2), row -> plain((BigDecimal) row.get(3)));
    }

    /** By day, place, category, commitment and currency: how many charges there are and what they come to. */
    Map<String, String> days() {
        return rows(
                """
                select d.day, p.billing_profile, c.customer, s.subscription, g.resource_group, o.charge_category, o.commitment, o.currency,
                       d.charges, d.billed, d.effective, d.retail, d.billed_usd, d.effective_usd
                from daily_cost d join cost_group o on o.id = d.cost_group_id
                join scope a on a.id = o.account_scope join scope p on p.id = o.profile_scope
                left join scope c on c.id = o.customer_scope left join scope s on s.id = o.subscription_scope
                left join scope g on g.id = o.resource_group_scope
                where a.billing_account = '%s'
                  and (d.charges, d.billed, d.effective, d.retail, d.billed_usd, d.effective_usd) <> (0, 0, 0, 0, 0, 0)
                """,
                row -> String.join(
                        " ",
                        row.get(0).toString(),
                        row.get(1).toString().substring(account.length() + 1),
                        Objects.toString(row.get(2), "-"),
                        Objects.toString(row.get(3), "-"),
                        Objects.toString(row.get(4), "-"),
                        category(((Number) row.get(5)).intValue()),
                        Objects.toString(row.get(6), "-"),
                        row.get(7).toString()),
                row -> row.get(8) + " "
                        + row.subList(9, 14).stream()
                                .map(amount -> plain((BigDecimal) amount))
                                .collect(Collectors.joining(" ")));
    }

    /** Whether no customer is being counted again. */
    boolean isCounted() {
        return count("""
                select count(*) from customer c join scope on scope.id = c.scope_id where scope.billing_account = '%s' and c.recount
                """.formatted(account)) == 0;
    }

    /** How many charges wait for a rate. */
    int waiting() {
        return (int) count("""
                select count(*) from charge c join scope on scope.id = c.account_scope
                where scope.billing_account = '%s' and c.billed_usd is null
                """.formatted(account));
    }

    /** How many replaced revisions are kept. */
    int replaced() {
        return (int) count("""
                select count(*) from superseded_charge c join scope on scope.id = c.account_scope where scope.billing_account = '%s'
                """.formatted(account));
    }

    private Map<String, String> rows(
            String sql, Function<List<Object>, String> key, Function<List<Object>, String> value) {
        return query(sql.formatted(account)).stream()
                .collect(Collectors.toMap(
                        key,
                        value,
                        (one, other) -> {
                            throw new AssertionError("two rows where one should be: " + one + " and " + other);
                        },
                        TreeMap::new));
    }

    private static String category(int code) {
        return Arrays.stream(ChargeCategory.values())
                .filter(category -> category.code() == code)
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
