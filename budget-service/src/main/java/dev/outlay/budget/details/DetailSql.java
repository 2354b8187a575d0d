package dev.outlay.budget.details;

import dev.outlay.budget.analysis.ChargedInvoiceSql;
import dev.outlay.budget.analysis.CostView;
import dev.outlay.budget.analysis.SqlParameters;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Price;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Collectors;

/**
 * The statement that reads a part of usage details: the charges of some descriptions, each by time through its index, as they were known after a batch. What stands in the ledger now is that unless a later batch
 * wrote it; then it is what the first later batch replaced.
 */
final class DetailSql {

    private static final String SAID_INVOICE = ChargedInvoiceSql.said("s");
    private static final String COMMITMENT = "s.dimensions ->> 'CommitmentDiscountId'";
    private static final String UNUSED = "(s.charge_category = " + ChargeCategory.USAGE.code() + " and " + COMMITMENT
            + " is not null and lower(coalesce(s.dimensions ->> 'CommitmentDiscountStatus', '')) = 'unused')";
    private static final String SAVINGS_PLAN =
            "(lower(coalesce(s.dimensions ->> 'CommitmentDiscountType', '')) like '%savings%')";

    private final SqlParameters parameters = new SqlParameters();
    private final CostView view;
    private final DetailQuestion question;

    DetailSql(CostView view, DetailQuestion question) {
        this.view = view;
        this.question = question;
    }

    SqlParameters parameters() {
        return parameters;
    }

    /** The last of so many descriptions of the scope from one on, and how many there are. */
    String bound(int place, int from, int most) {
        return "select max(d.id), count(*) from (select s.id from dimension_set s where " + seen(place)
                + " and s.id >= " + parameters.add(from) + " order by s.id limit " + parameters.add(most) + ") as d";
    }

    /** So many charges behind a position, of descriptions up to one. */
    String rows(int place, DetailPosition from, int last, int limit) {
        String described = "select s.id, s.charge_category, s." + view.priceColumn()
                + " as price, cast(s.currency as text) as currency,"
                + " s.profile_scope, s.customer_scope, s.subscription_scope, s.account_scope,"
                + " cast(s.dimensions as text) as dimensions, cast(s.tags as text) as tags, g.billing_period, "
                + (view.isRetail() ? "" : SAID_INVOICE + " as said_invoice, ") + UNUSED
                + " as unused, " + SAVINGS_PLAN + " as savings_plan, (s.charge_category = "
                + ChargeCategory.PURCHASE.code() + " and " + COMMITMENT + " is not null) as commitment_bought"
                + " from dimension_set s join cost_group g on g.id = s.cost_group_id where " + seen(place)
                + " and s.id between " + parameters.add(from.description()) + " and " + parameters.add(last)
                + billed() + conditions() + " order by s.id";
        String upTo = parameters.add(limit);
        String first = first();
        String until = until();
        String batch = "cast(" + parameters.add(from.batch()) + " as bigint)";
        String inDays = " where dimension_set_id = d.id and charge_start >= " + first + " and charge_start < " + until
                + " and batch <= " + batch;
        String known = "(select " + amounts() + " from charge" + inDays + ") union all (select " + amounts()
                + " from superseded_charge" + inDays + " and superseded_batch > " + batch + ")";
        boolean ofInvoice = asked(DetailProperty.INVOICE_ID);
        String page = "select d.*, c.* from (" + described + ") as d cross join lateral (select known.* from (" + known
                + ") as known" + (ofInvoice ? onInvoice("d", "known", batch) : "") + " where (d.id > "
                + parameters.add(from.description())
                + " or (known.charge_start, known.source_id, known.charge_id) > (timestamptz 'epoch' + cast("
                + parameters.add(from.micros()) + " as bigint) * interval '1 microsecond', cast("
                + parameters.add(from.source()) + " as integer), cast(" + parameters.add(from.charge())
                + " as text) collate \"C\"))" + ofMetric() + ofType() + ofInvoice()
                + " order by known.charge_start, known.source_id, known.charge_id limit " + upTo
                + ") as c order by d.id, c.charge_start, c.source_id, c.charge_id limit " + upTo;
        return "with page as materialized (" + page
                + ") select p.id, cast(extract(epoch from p.charge_start) * 1000000 as bigint),"
                + " p.source_id, p.charge_id, cast(extract(epoch from p.charge_end) * 1000000 as bigint), coalesce(p.billing_period,"
                + " cast(date_trunc('month', p.charge_start at time zone 'UTC') as date)), " + type("p", "p")
                + ", p.currency, " + cost() + ", p.quantity, p.unit_price, p.usd_rate, p.usd_rate_date, "
                + name("account_scope", "billing_account") + ", " + name("profile_scope", "billing_profile") + ", "
                + name("customer_scope", "customer") + ", " + name("subscription_scope", "subscription")
                + ", p.dimensions, p.tags"
                + (view.isRetail() ? "" : ", " + ChargedInvoiceSql.shown("p.said_invoice", "billed.name"))
                + " from page p" + (view.isRetail() ? "" : onInvoice("p", "p", batch))
                + " order by p.id, p.charge_start, p.source_id, p.charge_id";
    }

    private String first() {
        String asked = moment(question.first());
        YearMonth billed = question.billed();
        return billed == null
                ? asked
                : "greatest(" + asked + ", case when d.billing_period is null then " + moment(billed.atDay(1))
                        + " else timestamptz '-infinity' end)";
    }

    private String until() {
        String asked = moment(question.last().plusDays(1));
        YearMonth billed = question.billed();
        return billed == null
                ? asked
                : "least(" + asked + ", case when d.billing_period is null then "
                        + moment(billed.plusMonths(1).atDay(1)) + " else timestamptz 'infinity' end)";
    }

    /** A day begins at midnight, UTC. */
    private String moment(LocalDate day) {
        return "cast(" + parameters.add(day.atStartOfDay()) + " as timestamp) at time zone 'UTC'";
    }

    /** Descriptions that name another billing period have nothing on the invoice; of those that name none, the charges of its month are. */
    private String billed() {
        YearMonth billed = question.billed();
        return billed == null
                ? ""
                : " and (g.billing_period is null or g.billing_period = cast(" + parameters.add(billed.atDay(1))
                        + " as date))";
    }

    private String seen(int place) {
        return "s." + view.scopeColumn() + " = " + parameters.add(place) + " and s." + view.priceColumn() + " <> 0"
                + (question.metric() == DetailMetric.USAGE
                        ? " and s.charge_category = " + ChargeCategory.USAGE.code()
                        : "");
    }

    /** Where retail is seen, nothing that was invoiced is read. */
    private String amounts() {
        String paid = question.metric() == DetailMetric.AMORTIZED ? "effective" : "billed";
        return "account_scope as charged_account, source_id, id as charge_id, batch, charge_start, charge_end, retail, quantity, unit_price, usd_rate, usd_rate_date"
                + (view.isRetail() ? "" : ", billed, " + paid + " as paid, " + paid + "_usd as paid_usd");
    }

    /** Cost, dollars and retail. */
    private String cost() {
        if (!view.isRetail()) {
            return "p.paid, p.paid_usd, p.retail";
        }
        String retail = "case p.price when " + Price.RETAIL.code() + " then p.retail else 0 end";
        return retail + ", case p.currency when 'USD' then " + retail + " end, cast(null as numeric)";
    }

    private String ofMetric() {
        if (view.isRetail()) {
            return "";
        }
        return question.metric() == DetailMetric.AMORTIZED
                ? " and not (d.commitment_bought and known.paid = 0)"
                : " and not (d.unused and known.paid = 0)";
    }

    private String type(String described, String charge) {
        String usage = "case when " + described + ".unused then case when " + described
                + ".savings_plan then 'UnusedSavingsPlan' else 'UnusedReservation' end else 'Usage' end";
        return view.isRetail()
                ? "'Usage'"
                : "case " + described + ".charge_category when " + ChargeCategory.USAGE.code() + " then " + usage
                        + " when " + ChargeCategory.PURCHASE.code() + " then case when " + charge
                        + ".billed < 0 then 'Refund' else 'Purchase' end else 'Adjustment' end";
    }

    private String ofType() {
        return question.conditions().stream()
                .filter(condition -> condition.property() == DetailProperty.CHARGE_TYPE)
                .map(condition -> " and lower(" + type("d", "known") + ") = lower(" + text(condition.value()) + ")")
                .collect(Collectors.joining());
    }

    private boolean asked(DetailProperty property) {
        return question.conditions().stream().anyMatch(condition -> condition.property() == property);
    }

    /**
     * The invoice of a charge: that on which it came, if it was restated since then. Of those that were closed up to the batch as of which is read, so that all parts tell the same.
     *
     * @param described alias of what has the description's columns
     * @param charge alias of what has the charge's
     */
    private static String onInvoice(String described, String charge, String batch) {
        String month = ChargedInvoiceSql.month(described + ".billing_period", charge + ".charge_start");
        String first =
                "coalesce((select min(h.batch) from superseded_charge h join dimension_set hs on hs.id = h.dimension_set_id"
                        + " join cost_group hg on hg.id = hs.cost_group_id where h.account_scope = " + charge
                        + ".charged_account and h.source_id = " + charge + ".source_id and h.id = " + charge
                        + ".charge_id and h.batch < " + charge + ".batch and hs.profile_scope = " + described
                        + ".profile_scope and " + ChargedInvoiceSql.month("hg.billing_period", "h.charge_start") + " = "
                        + month + "), " + charge + ".batch)";
        return ChargedInvoiceSql.join(
                "billed",
                described + ".profile_scope",
                month,
                first,
                described + ".said_invoice is null and i.batch <= " + batch);
    }

    /** Descriptions that may have charges on an invoice. */
    private static String ofInvoice(String invoice) {
        return "(lower(" + SAID_INVOICE + ") = lower(" + invoice + ") or (" + SAID_INVOICE + " is null and (lower("
                + invoice + ") = lower('" + ChargedInvoiceSql.NONE
                + "') or s.profile_scope in (select i.profile_scope from invoice i where lower(i.name) = lower("
                + invoice + ")))))";
    }

    private String ofInvoice() {
        return question.conditions().stream()
                .filter(condition -> condition.property() == DetailProperty.INVOICE_ID)
                .map(condition -> " and lower(" + ChargedInvoiceSql.shown("d.said_invoice", "billed.name")
                        + ") = lower(" + text(condition.value()) + ")")
                .collect(Collectors.joining());
    }

    private String conditions() {
        return question.conditions().stream()
                .filter(condition -> condition.property() != DetailProperty.CHARGE_TYPE)
                .map(condition -> " and " + condition(condition))
                .collect(Collectors.joining());
    }

    /** Both sides are folded by the database, so that they are folded alike. */
    private String condition(DetailQuestion.Condition condition) {
        if (condition.property() == DetailProperty.INVOICE_ID) {
            return ofInvoice(text(condition.value()));
        }
        if (condition.property() == DetailProperty.TAGS) {
            int colon = condition.value().indexOf(':');
            String key = colon < 0 ? condition.value() : condition.value().substring(0, colon);
            String value = colon < 0 ? "" : condition.value().substring(colon + 1);
            return "exists (select 1 from jsonb_each_text(s.tags) as t (key, value) where lower(t.key) = lower("
                    + text(key) + ") and lower(t.value) = lower(" + text(value) + "))";
        }
        return "lower(coalesce(s.dimensions ->> '" + condition.property().column() + "', '')) = lower("
                + text(condition.value()) + ")";
    }

    private String text(String value) {
        return "cast(" + parameters.add(value) + " as text)";
    }

    private static String name(String scope, String column) {
        return "(select place." + column + " from scope place where place.id = p." + scope + ")";
    }
}
