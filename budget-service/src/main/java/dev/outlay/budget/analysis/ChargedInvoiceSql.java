package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.OwnInvoiceId;

/**
 * Which invoice a charge is on, in SQL, where its source names none: of its profile the first closed invoice, of the month in which it is billed or a later one, that was closed after the batch that
 * wrote it. So a charge that came late, or what a restatement made of one that was invoiced, is on the next invoice that was closed then (DESIGN.md section 6, point 11; V24).
 */
public final class ChargedInvoiceSql {

    /** What stands in place of an id while the invoice is open (functional-spec.md R76). */
    public static final String NONE = OwnInvoiceId.NONE;

    private ChargedInvoiceSql() {}

    /**
     * A join with at most one row, whose columns {@code name} and {@code batch} are the invoice's.
     *
     * @param alias of the row
     * @param profile row of the scope
     * @param month first day of the month in which the charge is billed
     * @param batch which wrote the charge
     * @param only a condition under which it is looked for, which may be on the invoice, {@code i}
     */
    public static String join(String alias, String profile, String month, String batch, String only) {
        return " left join lateral (select i.name, i.batch from invoice i where i.profile_scope = " + profile
                + " and i.period_start >= " + month + " and i.batch >= " + batch + " and " + only
                + " order by i.period_start limit 1) as " + alias + " on true";
    }

    /** The month of a moment, where the description does not say in which the charge is billed. */
    public static String month(String said, String moment) {
        return "coalesce(" + said + ", cast(date_trunc('month', " + moment + " at time zone 'UTC') as date))";
    }

    /** The id that the source of a charge says, null for none, of the row of its description. */
    public static String said(String description) {
        return "nullif(" + description + ".dimensions ->> 'InvoiceId', '')";
    }

    /** What is shown. */
    public static String shown(String saidBySource, String name) {
        return "coalesce(" + saidBySource + ", " + name + ", '" + NONE + "')";
    }

    /** Whether an invoice that may have a month was closed between two batches: else both have written to the same one. */
    static String isClosedBetween(String profile, String month, String batch, String later, String only) {
        return "exists (select 1 from invoice i where i.profile_scope = " + profile + " and i.period_start >= " + month
                + " and i.batch >= " + batch + " and i.batch < " + later + " and " + only + ")";
    }

    /**
     * Joins what a restatement, {@code c} of the description {@code d}, has moved: {@code taken} is a row with the sign 1 and what is shown of what was replaced, and one with -1 and where it is taken back. What was
     * replaced stays where it was shown. It is taken back on the invoice that was open then. A source that states an id for the first time has moved nothing from one invoice to another, so what it replaced is
     * taken back under the id, and only the difference is there; one that states none any more leaves what it said where it was. What is another customer's now, or of another profile or month, has moved. One that states another id for its own is believed: that nets itself.
     *
     * @param said what the source said in the description
     * @param only a condition on the invoices, {@code i}, that are looked at
     */
    static String moved(String said, String only) {
        String profile = "d.profile_scope";
        String month = month("d.billing_period", "c.charge_start");
        String versions = "select h.dimension_set_id, h.charge_start, h.batch from %s h where h.account_scope ="
                + " c.account_scope and h.source_id = c.source_id and h.id = c.id";
        return join("was", profile, month, "c.batch", only) + join("later", profile, month, "c.superseded_batch", only)
                + " left join lateral (select standing.said, true as there from (select " + said("hs")
                + " as said, hs.profile_scope, hs.customer_scope, " + month("hg.billing_period", "v.charge_start")
                + " as month from ("
                + versions.formatted("charge") + " union all " + versions.formatted("superseded_charge")
                + ") as v join dimension_set hs on hs.id = v.dimension_set_id join cost_group hg on hg.id = hs.cost_group_id"
                + " where v.batch >= c.superseded_batch and v.batch <= coalesce(later.batch, " + Long.MAX_VALUE
                + ") order by v.batch desc limit 1) as standing where standing.profile_scope = " + profile
                + " and standing.customer_scope is not distinct from d.customer_scope and standing.month = " + month
                + ") as became on true"
                + " cross join lateral (values (1, " + shown(said, "was.name") + "), (-1, case when " + said
                + " is null then " + shown("became.said", "later.name")
                + " when became.there and became.said is null then " + shown("null", "later.name") + " else " + said
                + " end)) as taken (sign, invoice)";
    }

    /** Whether charges of a key of the daily cost, {@code g}, may be on a closed invoice, or have been: which of them are, only they tell. */
    static String isClosed(String firstDay, String only) {
        return "(exists (select 1 from invoice i where i.profile_scope = g.profile_scope"
                + " and i.period_start >= coalesce(g.billing_period, cast(date_trunc('month', cast(" + firstDay
                + " as timestamp)) as date)) and " + only + "))";
    }
}
