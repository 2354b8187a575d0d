package dev.outlay.ingest.charge;

import static dev.outlay.ingest.charge.ProblemCode.CHARGE_TOO_FAR_AHEAD;
import static dev.outlay.ingest.charge.ProblemCode.CHARGE_TOO_OLD;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_PERIOD;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TIMESTAMP;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TYPE;
import static dev.outlay.ingest.charge.ProblemCode.MISSING_FIELD;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A charge while it is read: values are checked one by one as they come, in any order, and {@link #check} then looks at the
 * whole. Problems gather, so that a sender learns all of them at once. Used by one thread, for one charge.
 */
public final class ChargeDraft {
    private final @Nullable String[] values = new String[Column.all().size()];
    private final boolean[] seen = new boolean[values.length];
    private final Problems problems = new Problems();
    private @Nullable Map<String, @Nullable String> tags;
    private @Nullable Instant periodStart;
    private @Nullable Instant periodEnd;

    /**
     * Notes that a column was met.
     *
     * @return false when it was met before
     */
    public boolean meets(Column column) {
        boolean first = !seen[column.ordinal()];
        seen[column.ordinal()] = true;
        return first;
    }

    /** A problem that the reader found. */
    public void refuse(ProblemCode code, String path, String message) {
        problems.add(new Problem(code, path, message));
    }

    /** A value of another JSON type than the column's. */
    public void refuseType(Column column, String found) {
        problems.add(Problem.of(
                column, INVALID_TYPE, column.text() + " cannot be " + found + "; it is a " + expected(column) + "."));
    }

    /** A value given as text. */
    public void text(Column column, String text) {
        if (text.isEmpty()) {
            return; // as good as null: exports write one for the other
        }
        values[column.ordinal()] = switch (column.kind()) {
            case TEXT -> Values.text(column, text, problems::add);
            case DECIMAL -> Values.decimal(column, text, problems::add);
            case CURRENCY -> Values.currency(column, text, problems::add);
            case CATEGORY -> Values.category(column, text, problems::add);
            case CHARGE_CLASS -> Values.chargeClass(column, text, problems::add);
            case FLAG -> Values.flag(column, text, problems::add);
            case TIMESTAMP -> timestamp(column, text);
            case TAGS -> {
                refuseType(column, "a text");
                yield null;
            }
        };
    }

    /** A value given as a number, in the digits in which it was written. */
    public void number(Column column, String literal) {
        switch (column.kind()) {
            case DECIMAL -> values[column.ordinal()] = Values.decimal(column, literal, problems::add);
            case FLAG -> values[column.ordinal()] = Values.flag(column, literal, problems::add);
            default -> refuseType(column, "a number");
        }
    }

    /** A value given as true or false. */
    public void flag(Column column, boolean value) {
        if (column.kind() == Column.Kind.FLAG) {
            values[column.ordinal()] = Boolean.toString(value);
        } else {
            refuseType(column, "true or false");
        }
    }

    /** The tags, with the problems that they have. */
    public void tags(TagsDraft draft) {
        draft.problems().forEach(problems::add);
        tags = draft.tags();
    }

    /** Looks at the whole: attributes, what is missing, and what does not fit together. */
    public Checked check(Attributes attributes, AcceptedPeriod period) {
        attributes.check(problems::add);
        checkRequired();
        checkPeriod(period);
        String account = name(Column.X_BILLING_ACCOUNT_ID);
        if (account == null) {
            account = name(Column.BILLING_ACCOUNT_ID);
        }
        if (account == null && !refused(Column.X_BILLING_ACCOUNT_ID) && !refused(Column.BILLING_ACCOUNT_ID)) {
            problems.add(Problem.of(
                    Column.BILLING_ACCOUNT_ID, MISSING_FIELD, "x_BillingAccountId or BillingAccountId is required."));
        }
        String id = attributes.id();
        String source = attributes.source();
        if (!problems.isEmpty() || account == null || id == null || source == null) {
            return new Checked.Rejected(problems.all());
        }
        return new Checked.Accepted(new Charge(
                account,
                source,
                id,
                attributes.revisionNumber(),
                attributes.alertsMode(),
                attributes.canonicalTime(),
                partitionKey(account),
                new Columns(values, tags)));
    }

    private void checkRequired() {
        for (Column column : REQUIRED) {
            if (values[column.ordinal()] == null && !refused(column)) {
                problems.add(Problem.of(column, MISSING_FIELD, column.text() + " is required."));
            }
        }
    }

    private void checkPeriod(AcceptedPeriod period) {
        Instant start = periodStart;
        Instant end = periodEnd;
        if (start == null) {
            return;
        }
        if (start.isBefore(period.earliest())) {
            problems.add(Problem.of(
                    Column.CHARGE_PERIOD_START,
                    CHARGE_TOO_OLD,
                    "The charge began before the retention, which starts at " + period.earliest() + "."));
        } else if (start.isAfter(period.latest())) {
            problems.add(Problem.of(
                    Column.CHARGE_PERIOD_START,
                    CHARGE_TOO_FAR_AHEAD,
                    "The charge begins after " + period.latest() + ", the last moment that is accepted."));
        }
        if (end != null && !end.isAfter(start)) {
            problems.add(Problem.of(
                    Column.CHARGE_PERIOD_END, INVALID_PERIOD, "ChargePeriodEnd is not after ChargePeriodStart."));
        }
    }

    private @Nullable String timestamp(Column column, String text) {
        Instant instant = Timestamps.parse(text);
        if (instant == null) {
            problems.add(Problem.of(
                    column,
                    INVALID_TIMESTAMP,
                    column.text() + " is not a timestamp such as 2026-11-20T00:00:00Z, with Z or an offset: '"
                            + Texts.shown(text) + "'."));
            return null;
        }
        if (column == Column.CHARGE_PERIOD_START) {
            periodStart = instant;
        } else if (column == Column.CHARGE_PERIOD_END) {
            periodEnd = instant;
        }
        return Timestamps.canonical(text, instant);
    }

    private String partitionKey(String account) {
        String subscription = name(Column.SUB_ACCOUNT_ID);
        if (subscription != null) {
            return subscription.toLowerCase(Locale.ROOT);
        }
        String profile = name(Column.X_BILLING_PROFILE_ID);
        if (profile == null) {
            profile = name(Column.BILLING_ACCOUNT_ID);
        }
        return profile == null ? account : profile;
    }

    private @Nullable String name(Column column) {
        String value = values[column.ordinal()];
        String name = value == null ? "" : Texts.lastSegment(value);
        return Texts.blank(name) ? null : name;
    }

    private boolean refused(Column column) {
        return problems.touch(column);
    }

    private static String expected(Column column) {
        return switch (column.kind()) {
            case DECIMAL -> "decimal, as number or text";
            case FLAG -> "boolean";
            case TAGS -> "JSON object";
            default -> "text";
        };
    }

    private static final List<Column> REQUIRED =
            Column.all().stream().filter(Column::required).toList();
}
