package dev.outlay.budget.analysis;

/**
 * Which invoice a charge is on, in SQL, where its source names none: of its profile the first closed invoice, of the month in which it is billed or a later one, that was closed after the batch that
 * wrote it. So a charge that came late, or what a restatement made of one that was invoiced, is on the next invoice that was closed then (DESIGN.md section 6, point 11; V24).
 */
public final class ChargedInvoiceSql {

    /** What stands in place of an id while the invoice is open (functional-spec.md R76). */
    public static final String NONE = "No invoice ID";

    private ChargedInvoiceSql() {}

    /**
     * A join with at most one row, whose column {@code name} is the invoice's.
     *
     * @param alias of the row
     * @param profile row of the scope
     * @param month first day of the month in which the charge is billed
     * @param batch which wrote the charge
     * @param only a condition under which it is looked for
     */
    public static String join(String alias, String profile, String month, String batch, String only) {
        return " left join lateral (select i.name from invoice i where i.profile_scope = " + profile
                + " and i.period_start >= " + month + " and i.batch >= " + batch + " and " + only
                + " order by i.period_start limit 1) as " + alias + " on true";
    }

    /** The month of a moment, where the description does not say in which the charge is billed. */
    public static String month(String said, String moment) {
        return "coalesce(" + said + ", cast(date_trunc('month', " + moment + " at time zone 'UTC') as date))";
    }

    /** What is shown. */
    public static String shown(String saidBySource, String name) {
        return "coalesce(" + saidBySource + ", " + name + ", '" + NONE + "')";
    }

    /** Whether an invoice was closed between two batches: else both have written to the same one. */
    static String isClosedBetween(String profile, String batch, String later) {
        return "exists (select 1 from invoice i where i.profile_scope = " + profile + " and i.batch >= " + batch
                + " and i.batch < " + later + ")";
    }

    /** Whether charges of a key of the daily cost, {@code g}, may be on a closed invoice, or have been: which of them are, only they tell. */
    static String isClosed(String firstDay) {
        return "(nullif(g.invoice, '') is null and exists (select 1 from invoice i where i.profile_scope = g.profile_scope"
                + " and i.period_start >= coalesce(g.billing_period, cast(date_trunc('month', cast(" + firstDay
                + " as timestamp)) as date))))";
    }
}
