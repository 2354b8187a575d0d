package dev.outlay.budget.analysis;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.ledger.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statement that answers a question. What is described alike is looked up first ({@code described}: descriptions, or keys of the daily cost, that the scope sees and the filter means), then
 * its charges or days are added up by stretch of time, groups and currency, and where both tables have a part of the answer those sums once more.
 *
 * <p>A row is: time, a value per grouping, currency, an amount per measure. Whoever has no charge left (all were restated elsewhere) is no row.
 */
final class CostSql {

    private static final String CHARGED_ON = "cast(c.charge_start at time zone 'UTC' as date)";

    private final CostView view;
    private final CostQuestion question;
    private final SqlParameters parameters;
    private final SubjectSql subjects;
    private final String place;
    private final String first;
    private final String last;
    private final boolean dollars;
    private final boolean invoices;
    private final String known;

    /** @param invoicesUpTo number of the last closed invoice that is looked at */
    CostSql(
            SqlParameters parameters,
            CostView view,
            int place,
            CostQuestion question,
            long invoicesUpTo,
            String partnerTenant) {
        this.view = view;
        this.question = question;
        this.parameters = parameters;
        this.subjects = new SubjectSql(parameters, partnerTenant, SubjectSql.of(question));
        this.invoices = question.looksAtInvoices();
        this.known = invoices ? "i.batch <= cast(" + parameters.add(invoicesUpTo) + " as bigint)" : "";
        this.dollars = view.isInDollars() && question.currency() == null;
        this.place = parameters.add(place);
        this.first = "cast(" + parameters.add(question.days().first()) + " as date)";
        this.last = "cast(" + parameters.add(question.days().last()) + " as date)";
    }

    /** The rows from one on, so many of them. */
    String rows(int offset, int limit) {
        List<String> facts = new ArrayList<>();
        StringBuilder with = new StringBuilder();
        if (Tier.of(question) == Tier.CHARGES) {
            with.append("with described as materialized (")
                    .append(descriptions(""))
                    .append(')');
            addCharges(facts);
        } else {
            List<String> gaps = gaps();
            with.append("with ");
            if (subjects.haveNames()) {
                with.append("named as materialized (")
                        .append(subjects.names(seenDescriptions()))
                        .append("), ");
            }
            with.append("grouped as materialized (").append(keys(gaps)).append(')');
            facts.add(days());
            if (subjects.haveNames()) {
                gaps.add("not exists (select 1 from named where named.id = g.id)");
            }
            if (!gaps.isEmpty()) {
                with.append(", described as materialized (")
                        .append(descriptions(" and (" + String.join(" or ", gaps) + ")"))
                        .append(')');
                addCharges(facts);
            }
        }
        return with + ", facts as (" + String.join(" union all ", facts) + ") select f.time, "
                + each(i -> "min(f.n" + i + ") as n" + i + ", ")
                + "f.currency" + measured(i -> ", coalesce(sum(f.m" + i + "), 0) as m" + i)
                + " from facts f group by f.time, " + each(i -> "f.k" + i + ", ") + "f.currency"
                + " having " + isThere() + " order by " + order() + " limit " + parameters.add(limit) + " offset "
                + parameters.add(offset);
    }

    /** Where invoices are asked for, what a restatement corrects on one is there, too, although no charge is: as many were taken back as added. */
    private String isThere() {
        return invoices
                ? "sum(f.charges) <> 0" + measured(i -> " or coalesce(sum(f.m" + i + "), 0) <> 0")
                : "sum(f.charges) > 0";
    }

    private void addCharges(List<String> facts) {
        facts.add(charges());
        if (invoices) {
            facts.add(corrections());
        }
    }

    /** What the daily cost cannot tell apart, as conditions on its keys. */
    private List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (Tier.asksForUseOfCommitments(view)) {
            gaps.add("(g.charge_category = " + ChargeCategory.USAGE.code() + " and g.commitment is not null)");
        }
        if (Tier.asksForGroupsWithoutSubscription(question)) {
            gaps.add("(g.subscription_scope is null)");
        }
        if (invoices) {
            gaps.add(ChargedInvoiceSql.isClosed(first, known));
        }
        return gaps;
    }

    private String descriptions(String more) {
        return filtered("select s.id, s." + view.priceColumn() + " as price, cast(s.currency as text) as currency"
                + (invoices ? ", s.profile_scope, s.customer_scope, g.billing_period" : "") + subjects.ofDescriptions()
                + " from dimension_set s join cost_group g on g.id = s.cost_group_id where " + seenDescriptions()
                + billedIn("s") + more);
    }

    private String seenDescriptions() {
        return "s." + view.scopeColumn() + " = " + place + " and s." + view.priceColumn() + " <> 0";
    }

    private String keys(List<String> gaps) {
        return filtered("select g.id, cast(g.currency as text) as currency" + subjects.ofDays()
                + " from cost_group g" + (subjects.haveNames() ? " join named on named.id = g.id" : "") + " where g."
                + view.scopeColumn() + " = " + place
                + " and (g.charge_category, g.agreement) in (" + seen() + ")" + billedIn("g")
                + (gaps.isEmpty() ? "" : " and not (" + String.join(" or ", gaps) + ")"));
    }

    private String billedIn(String of) {
        return question.currency() == null
                ? ""
                : " and cast(" + of + ".currency as text) = cast(" + parameters.add(question.currency()) + " as text)";
    }

    /** Which categories under which agreement the scope sees. */
    private String seen() {
        List<String> pairs = new ArrayList<>();
        for (ChargeCategory category : ChargeCategory.values()) {
            for (Agreement agreement : Agreement.values()) {
                if (view.price(category, agreement, CommitmentUse.NONE) != Price.NONE) {
                    pairs.add("(" + category.code() + ", " + agreement.code() + ")");
                }
            }
        }
        return String.join(", ", pairs);
    }

    /** Filtered before any charge is looked at, unless the filter asks of each charge. */
    private String filtered(String select) {
        QueryFilter filter = question.filter();
        return filter == null || filter.looksAt(SubjectSql::dependsOnTheCharge)
                ? select
                : "select d.* from (" + select + ") as d where "
                        + subjects.condition(filter, SubjectSql.Charged.NOTHING);
    }

    private String charges() {
        SubjectSql.Charged charged =
                new SubjectSql.Charged(CHARGED_ON, invoices ? subjects.shownInvoice("billed.name") : "null");
        return sums(charged, "count(*)", this::ofCharge)
                + " from described d join charge c on c.dimension_set_id = d.id"
                + (invoices ? onInvoice() : "") + inDays() + filteredBy(charged) + grouped();
    }

    /**
     * What restatements have moved from one invoice to another: what was replaced stays on the invoice on which it was, and is taken back on the one that was open when it was replaced. Where both are one it is nothing.
     */
    private String corrections() {
        SubjectSql.Charged charged = new SubjectSql.Charged(CHARGED_ON, "taken.invoice");
        return sums(charged, "sum(taken.sign)", measure -> "taken.sign * (" + ofCharge(measure) + ")")
                + " from described d join superseded_charge c on c.dimension_set_id = d.id"
                + ChargedInvoiceSql.moved(subjects.saidInvoice(), known) + inDays() + " and "
                + ChargedInvoiceSql.isClosedBetween(
                        "d.profile_scope", billingMonth(), "c.batch", "c.superseded_batch", known)
                + filteredBy(charged) + grouped();
    }

    private String onInvoice() {
        return ChargedInvoiceSql.join(
                "billed",
                "d.profile_scope",
                billingMonth(),
                "c.batch",
                subjects.saidInvoice() + " is null and " + known);
    }

    private static String billingMonth() {
        return ChargedInvoiceSql.month("d.billing_period", "c.charge_start");
    }

    private String inDays() {
        return " where c.charge_start >= cast(" + first + " as timestamp) at time zone 'UTC' and c.charge_start < cast("
                + last + " + 1 as timestamp) at time zone 'UTC'";
    }

    private String days() {
        SubjectSql.Charged charged = new SubjectSql.Charged("c.day", invoices ? subjects.shownInvoice("null") : "null");
        return sums(charged, "cast(sum(c.charges) as bigint)", this::ofDay)
                + " from grouped d join daily_cost c on c.cost_group_id = d.id where c.day between " + first + " and "
                + last + filteredBy(charged) + grouped();
    }

    private String filteredBy(SubjectSql.Charged charged) {
        QueryFilter filter = question.filter();
        return filter != null && filter.looksAt(SubjectSql::dependsOnTheCharge)
                ? " and " + subjects.condition(filter, charged)
                : "";
    }

    private String sums(SubjectSql.Charged charged, String count, IntFunction<String> amount) {
        String day = charged.day();
        String time =
                switch (question.granularity()) {
                    case NONE -> "cast(null as date)";
                    case DAILY -> day;
                    case MONTHLY -> "cast(date_trunc('month', cast(" + day + " as timestamp)) as date)";
                };
        return "select " + time + " as time, " + each(i -> "lower(" + value(i, charged) + ") as k" + i + ", ")
                + each(i -> "min(" + value(i, charged) + " collate \"C\") as n" + i + ", ") + currency()
                + " as currency, " + count + " as charges" + measured(i -> ", sum(" + amount.apply(i) + ") as m" + i);
    }

    private String value(int grouping, SubjectSql.Charged charged) {
        return subjects.value(question.groupings().get(grouping).subject(), charged);
    }

    /** By time, keys and currency, which are the first, the second to the last but the shown values, and the one after those. */
    private String grouped() {
        int groupings = question.groupings().size();
        return IntStream.concat(IntStream.rangeClosed(1, 1 + groupings), IntStream.of(2 + 2 * groupings))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", " group by ", ""));
    }

    private String currency() {
        return dollars || question.isInDollars() ? "cast('USD' as text)" : "d.currency";
    }

    private String ofCharge(int measure) {
        CostMeasure wanted = question.measures().get(measure);
        if (wanted == CostMeasure.USAGE_QUANTITY) {
            return "c.quantity";
        }
        return view.isRetail()
                ? "case d.price when " + Price.RETAIL.code() + " then c.retail else 0 end"
                : invoiced(wanted);
    }

    private String ofDay(int measure) {
        return view.isRetail() ? "c.retail" : invoiced(question.measures().get(measure));
    }

    private String invoiced(CostMeasure measure) {
        String cost = question.metric() == Metric.ACTUAL ? "c.billed" : "c.effective";
        return dollars || measure.isInDollars() ? cost + "_usd" : cost;
    }

    private String order() {
        List<String> order = new ArrayList<>();
        for (Sorting sorting : question.sorting()) {
            String by =
                    switch (sorting.by()) {
                        case MEASURE -> "coalesce(sum(f.m" + sorting.index() + "), 0)";
                        case TIME -> "f.time";
                        case GROUPING -> "f.k" + sorting.index() + " collate \"C\"";
                        case CURRENCY -> "f.currency collate \"C\"";
                    };
            order.add(by + (sorting.descending() ? " desc" : ""));
        }
        order.add("f.time");
        for (int i = 0; i < question.groupings().size(); i++) {
            order.add("f.k" + i + " collate \"C\"");
        }
        order.add("f.currency collate \"C\"");
        return String.join(", ", order);
    }

    private String each(IntFunction<String> text) {
        return IntStream.range(0, question.groupings().size()).mapToObj(text).collect(Collectors.joining());
    }

    private String measured(IntFunction<String> text) {
        return IntStream.range(0, question.measures().size()).mapToObj(text).collect(Collectors.joining());
    }
}
