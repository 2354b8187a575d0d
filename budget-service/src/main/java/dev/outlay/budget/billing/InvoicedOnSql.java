package dev.outlay.budget.billing;

/** On which billing profile a customer is, as it is shown. */
final class InvoicedOnSql {

    /**
     * The one on which it was put, p, else the one on which it has charges where that is one of its account's. Each profile is looked up with the customer through an index, however many charges there are. A customer whose
     * key has no names to be found in it is on none.
     */
    private static final String SCOPE = """
            coalesce(p.id, (
                select case when count(*) = 1 then min(own.id) end
                from scope own
                where own.kind = 2
                  and (own.key > 'p' || chr(10) || split_part(s.key, chr(10), 2) || chr(10) and own.key < 'p' || chr(10) || split_part(s.key, chr(10), 2) || chr(11)
                       or own.key > 'p' || chr(10) || chr(10) and own.key < 'p' || chr(10) || chr(11))
                  and (select true from cost_group g
                       where g.profile_scope = own.id and g.customer_scope = s.id
                         and (select true from daily_cost d where d.cost_group_id = g.id and d.charges <> 0 limit 1) limit 1)))\
            """;

    /** Of a customer s with the profile p that was said: name and display name of its profile with a line feed between them, which no name has. */
    static final String SHOWN = """
            (select shown.billing_profile || chr(10) || coalesce(named.display_name, shown.display_name, shown.billing_profile)
             from scope shown left join billing_details named on named.scope_id = shown.id where shown.id =\s""" + SCOPE + ")";

    /** Likewise its ARM id; empty for none. */
    static final String ID = """
            coalesce((select '/providers/Microsoft.Billing/billingAccounts/' || shown.billing_account || '/billingProfiles/' || shown.billing_profile
                      from scope shown where shown.id =\s""" + SCOPE + "), '')";

    private InvoicedOnSql() {}
}
