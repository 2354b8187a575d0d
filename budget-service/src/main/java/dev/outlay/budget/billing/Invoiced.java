package dev.outlay.budget.billing;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which charges are on closed invoices. Those of a month are, once it or a later one is closed, unless they came or changed after that: these are on the profile's next open invoice (DESIGN.md
 * section 6, point 11).
 *
 * @param lastClosed the last closed month of each profile, whose name is in lower case
 * @param late what is on open invoices of months up to that
 * @param lateMonths the same, whosever it is
 */
record Invoiced(Map<String, YearMonth> lastClosed, Set<Late> late, Set<Month> lateMonths) {

    /** Of nobody's charges. */
    static final Invoiced NOTHING = new Invoiced(Map.of(), Set.of());

    /** @param profile in lower case */
    record Month(String profile, YearMonth period) {}

    /**
     * That something of a month is on a later invoice.
     *
     * @param profile in lower case
     * @param customer in lower case; null for charges of none
     */
    record Late(String profile, YearMonth period, @Nullable String customer) {}

    Invoiced {
        lastClosed = Map.copyOf(lastClosed);
        late = Set.copyOf(late);
        lateMonths = Set.copyOf(lateMonths);
    }

    Invoiced(Map<String, YearMonth> lastClosed, Set<Late> late) {
        this(
                lastClosed,
                late,
                late.stream().map(it -> new Month(it.profile(), it.period())).collect(Collectors.toSet()));
    }

    /** Whether all charges of a profile's month are on closed invoices, whosever they are. */
    boolean holds(String profile, YearMonth period) {
        return isClosed(profile, period) && !lateMonths.contains(new Month(lower(profile), period));
    }

    /** Whether all charges of one customer in a profile's month are; of none where the customer is null. */
    boolean holds(String profile, YearMonth period, @Nullable String customer) {
        return isClosed(profile, period)
                && !late.contains(new Late(lower(profile), period, customer == null ? null : lower(customer)));
    }

    private boolean isClosed(String profile, YearMonth period) {
        YearMonth last = lastClosed.get(lower(profile));
        return last != null && !period.isAfter(last);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
