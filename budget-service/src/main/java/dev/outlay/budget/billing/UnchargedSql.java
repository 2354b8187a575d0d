package dev.outlay.budget.billing;

import dev.outlay.budget.scope.ScopeKeySql;

/** Subscriptions that were stated and not charged yet: whose they are, and on which profile's invoices they will be as far as that can be known. */
final class UnchargedSql {

    /**
     * A condition on a subscription s with its owner o: one that was stated to be a customer's, and is another's without ever having been charged, is nothing to the first any more. What was charged stays with whom it was charged.
     */
    static final String IS_SOMEBODYS =
            "(o.scope_id is not null or exists (select from cost_group g where g.subscription_scope = s.id))";

    /** By the names in its key; one that is too long for them is told by a digest, has none, and is expected nowhere. */
    private static final String EXPECTED = """
            (case when not exists (select from cost_group g where g.subscription_scope = {of}.id) then coalesce(
                (select said.profile_scope from scope of_customer join billing_details said on said.scope_id = of_customer.id
                 where of_customer.key = {customer}),
                (select case when count(distinct g.profile_scope) = 1 then min(g.profile_scope) end
                 from scope of_customer join cost_group g on g.customer_scope = of_customer.id
                 where of_customer.key = {customer}),
                (select case when count(*) = 1 then min(own.id) end
                 from scope own
                 where own.kind = 2 and split_part({of}.key, chr(10), 2) <> ''
                   and own.key > 'p' || chr(10) || split_part({of}.key, chr(10), 2) || chr(10)
                   and own.key < 'p' || chr(10) || split_part({of}.key, chr(10), 2) || chr(11))) end)""";

    private UnchargedSql() {}

    /**
     * The profile that a subscription without charges is expected to be charged to: the one that was said of its customer, else the one that its customer is charged to, else the one that its account has; null where
     * there are several, and once it is charged.
     *
     * @param of with columns {@code id}, {@code key} and {@code subscription}
     */
    static String expectedProfile(String of) {
        return EXPECTED.replace("{customer}", ScopeKeySql.customerOf(of)).replace("{of}", of);
    }
}
