package dev.outlay.budget.billing;

/**
 * Which billing scopes are there: those that charges have named, and those that people have put. A budget may be at any name, and makes no scope known: a mistyped one would be listed
 * for ever.
 */
final class KnownSql {

    /** By one look into the index of a column, whatever the planner takes the column's values to be: of a scope without charges all charges could be read otherwise. */
    private static final String CHARGED =
            "(select g.{column} from cost_group g where g.{column} >= s.id order by g.{column} limit 1) = s.id";

    /** What people have put below a scope s, of keys that hold its names. Read of scopes alone that were neither charged nor put. */
    private static final String PUT_WITHIN = """
            (select true from scope within join billing_details said on said.scope_id = within.id
             where within.key > '{letter}' || substring(s.key from 2) || chr(10) and within.key < '{letter}' || substring(s.key from 2) || chr(11) limit 1)\
            """;

    /** Nothing is put of a policy but the policy. */
    private static final String POLICY_WITHIN = """
            (select true from scope within join customer said on said.scope_id = within.id
             where within.key > 'c' || substring(s.key from 2) || chr(10) and within.key < 'c' || substring(s.key from 2) || chr(11) limit 1)\
            """;

    private static final String PRICED_WITHIN = """
            (select true from scope within join price_sheet said on said.profile_scope = within.id
             where within.key > 'p' || substring(s.key from 2) || chr(10) and within.key < 'p' || substring(s.key from 2) || chr(11) limit 1)\
            """;

    /** A condition on an account s, and what was said of it, b. Whoever puts something below an account makes it known. */
    static final String ACCOUNT = "(b.scope_id is not null or " + charged("account_scope") + " or " + putWithin("p")
            + " or " + putWithin("c") + " or " + putWithin("s") + " or " + POLICY_WITHIN + " or " + PRICED_WITHIN + ")";

    /** Likewise of a profile: it is put where a customer is put on it, or its price sheet is. */
    static final String PROFILE = "(b.scope_id is not null or " + charged("profile_scope")
            + " or (select true from billing_details said where said.profile_scope = s.id limit 1)"
            + " or (select true from price_sheet said where said.profile_scope = s.id limit 1))";

    /** Likewise of a customer, and its agreement and policy, c: it is put where a subscription is put below it. */
    static final String CUSTOMER = "(b.scope_id is not null or c.scope_id is not null or " + charged("customer_scope")
            + " or " + putWithin("s") + ")";

    private KnownSql() {}

    private static String charged(String column) {
        return CHARGED.replace("{column}", column);
    }

    private static String putWithin(String letter) {
        return PUT_WITHIN.replace("{letter}", letter);
    }
}
