package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.ledger.ChargeCategory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What SQL calls the subjects of a question. Each is worked out once for a description (alias {@code s}, with its {@code g}, the key of the daily cost) or for a key of the daily cost alone, as a
 * column {@code v0}, {@code v1} and so on of what is aliased {@code d}; no charge or day works any of them out again.
 */
final class SubjectSql {

    private static final String MONTH = "'YYYY-MM'";

    /**
     * What only a charge tells of its subjects.
     *
     * @param day a date, UTC, of the charge or daily cost, from which a charge that does not say its billing month has it
     * @param invoice what is shown as its invoice
     */
    record Charged(String day, String invoice) {

        /** For what no charge has to tell. */
        static final Charged NOTHING = new Charged("null", "null");
    }

    private final SqlParameters parameters;
    private final String partnerTenant;
    private final List<Subject> subjects;

    SubjectSql(SqlParameters parameters, String partnerTenant, Stream<Subject> subjects) {
        this.parameters = parameters;
        this.partnerTenant = partnerTenant;
        this.subjects = subjects.distinct().toList();
    }

    /** Those that a question groups and filters by. */
    static Stream<Subject> of(CostQuestion question) {
        QueryFilter filter = question.filter();
        return filter == null ? question.grouped() : Stream.concat(question.grouped(), of(filter));
    }

    static Stream<Subject> of(QueryFilter filter) {
        return switch (filter) {
            case QueryFilter.And and -> and.parts().stream().flatMap(SubjectSql::of);
            case QueryFilter.Or or -> or.parts().stream().flatMap(SubjectSql::of);
            case QueryFilter.Not not -> of(not.part());
            case QueryFilter.Leaf leaf -> Stream.of(leaf.subject());
        };
    }

    /** The columns, worked out from a description; each with a comma in front. */
    String ofDescriptions() {
        return columns(true);
    }

    /** The columns, worked out from a key of the daily cost; each with a comma in front. */
    String ofDays() {
        return columns(false);
    }

    private String columns(boolean described) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < subjects.size(); i++) {
            columns.append(", ")
                    .append(
                            !described && Tier.isName(subjects.get(i))
                                    ? "named.v" + i
                                    : column(subjects.get(i), described))
                    .append(" as v")
                    .append(i);
        }
        return columns.toString();
    }

    /** Whether there are names among them. */
    boolean haveNames() {
        return subjects.stream().anyMatch(Tier::isName);
    }

    /**
     * The names that belong to keys of the daily cost: those on which all descriptions of a key agree. A key whose charges have several is not there.
     *
     * @param condition on descriptions, {@code s}
     */
    String names(String condition) {
        StringBuilder select = new StringBuilder("select s.cost_group_id as id");
        StringBuilder having = new StringBuilder();
        for (int i = 0; i < subjects.size(); i++) {
            if (Tier.isName(subjects.get(i))) {
                String name = column(subjects.get(i), true);
                select.append(", min(")
                        .append(name)
                        .append(" collate \"C\") collate \"default\" as v")
                        .append(i);
                having.append(having.isEmpty() ? " having " : " and ")
                        .append("min(lower(")
                        .append(name)
                        .append(")) = max(lower(")
                        .append(name)
                        .append("))");
            }
        }
        return select + " from dimension_set s where " + condition + " group by s.cost_group_id" + having;
    }

    /** The value of a subject. */
    String value(Subject subject, Charged charged) {
        String column = "d.v" + subjects.indexOf(subject);
        return is(subject, Dimension.BILLING_MONTH)
                ? "coalesce(" + column + ", to_char(" + charged.day() + ", " + MONTH + "))"
                : isInvoice(subject) ? charged.invoice() : column;
    }

    /** Whether charges of one description may differ in it. */
    static boolean dependsOnTheCharge(Subject subject) {
        return is(subject, Dimension.BILLING_MONTH) || isInvoice(subject);
    }

    /** Whether it asks on which invoice a charge is; where the source does not say it, the column is null. */
    static boolean isInvoice(Subject subject) {
        return is(subject, Dimension.INVOICE_ID);
    }

    /** What is shown as the invoice of a charge that is on the closed invoice of a name, which may be null. */
    String shownInvoice(String name) {
        return ChargedInvoiceSql.shown(saidInvoice(), name);
    }

    /** The column in which the source says on which invoice a charge is. */
    String saidInvoice() {
        return "d.v" + subjects.indexOf(new Subject.OfDimension(Dimension.INVOICE_ID));
    }

    private static boolean is(Subject subject, Dimension dimension) {
        return subject instanceof Subject.OfDimension it && it.dimension() == dimension;
    }

    /** A filter as a condition that is true or false and never null. */
    String condition(QueryFilter filter, Charged charged) {
        return switch (filter) {
            case QueryFilter.And and -> joined(and.parts(), " and ", charged);
            case QueryFilter.Or or -> joined(or.parts(), " or ", charged);
            case QueryFilter.Not not -> "not " + condition(not.part(), charged);
            case QueryFilter.Leaf leaf -> leaf(leaf, charged);
        };
    }

    private String joined(List<QueryFilter> parts, String word, Charged charged) {
        return parts.stream().map(part -> condition(part, charged)).collect(Collectors.joining(word, "(", ")"));
    }

    /** Both sides are folded by the database, so that they are folded alike. */
    private String leaf(QueryFilter.Leaf leaf, Charged charged) {
        String value = value(leaf.subject(), charged);
        String values =
                "unnest(cast(" + parameters.add(leaf.values().toArray(String[]::new)) + " as text[])) as given (value)";
        return switch (leaf.operator()) {
            case IN -> "(lower(" + value + ") in (select lower(given.value) from " + values + "))";
            case CONTAINS ->
                "(exists (select 1 from " + values + " where position(lower(given.value) in lower(" + value
                        + ")) > 0))";
        };
    }

    private String column(Subject subject, boolean described) {
        return switch (subject) {
            case Subject.OfTag tag -> tag(tag.name());
            case Subject.OfSaidInvoice said -> "coalesce(" + saidInvoice(described) + ", '')";
            case Subject.OfDimension it -> dimension(it.dimension(), described);
        };
    }

    /** Of tags whose names differ in casing alone the last counts, as budgets have it. */
    private String tag(String name) {
        return "coalesce((select t.value from jsonb_each_text(s.tags) as t (key, value) where lower(t.key) ="
                + " lower(cast("
                + parameters.add(name) + " as text)) order by t.key collate \"C\" desc limit 1), '')";
    }

    private String dimension(Dimension dimension, boolean described) {
        return switch (dimension) {
            case BILLING_MONTH -> "to_char(g.billing_period, " + MONTH + ")";
            case PARTNER_EARNED_CREDIT_APPLIED ->
                "case g.partner_credit_applied when true then 'True' when false then 'False' else '' end";
            case FREQUENCY -> "coalesce(replace(s.dimensions ->> '" + dimension.column() + "', '-', ''), '')";
            case PARTNER_TENANT_ID -> "cast(" + parameters.add(partnerTenant) + " as text)";
            case INVOICE_ID -> saidInvoice(described);
            case BILLING_ACCOUNT_ID -> scope("g.account_scope", "billing_account");
            case CHARGE_TYPE -> category(described ? "s.charge_category" : "g.charge_category");
            default -> {
                String column = dimension.column();
                yield column == null
                        ? "cast('' as text)"
                        : "coalesce(" + (described ? "s.dimensions ->> '" + column + "'" : daily(dimension)) + ", '')";
            }
        };
    }

    private static String saidInvoice(boolean described) {
        return described ? ChargedInvoiceSql.said("s") : "nullif(g.invoice, '')";
    }

    private static String category(String code) {
        return Arrays.stream(ChargeCategory.values())
                .map(category -> " when " + category.code() + " then '" + category.label() + "'")
                .collect(Collectors.joining("", "case " + code, " else '' end"));
    }

    private static String daily(Dimension dimension) {
        return switch (dimension) {
            case BILLING_PROFILE_ID -> scope("g.profile_scope", "billing_profile");
            case CUSTOMER, CUSTOMER_TENANT_ID -> scope("g.customer_scope", "customer");
            case SUBSCRIPTION_ID -> scope("g.subscription_scope", "subscription");
            case RESOURCE_GROUP, RESOURCE_GROUP_NAME -> scope("g.resource_group_scope", "resource_group");
            case SERVICE_NAME -> "g.service";
            case RESERVATION_ID, BENEFIT_ID -> "g.commitment";
            default -> throw new IllegalArgumentException("not in the daily cost: " + dimension);
        };
    }

    private static String scope(String id, String name) {
        return "(select place." + name + " from scope place where place.id = " + id + ")";
    }
}
