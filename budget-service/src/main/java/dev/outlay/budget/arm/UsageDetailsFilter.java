package dev.outlay.budget.arm;

import dev.outlay.budget.details.DetailMetric;
import dev.outlay.budget.details.DetailProperty;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of usage details in a query: {@code $filter}, {@code metric}, {@code startDate} and {@code endDate} (azure-rest-contract.md section 4). Comparisons are joined by {@code and} and all have to hold. A charge
 * is of one day, so {@code usageStart}, {@code usageEnd} and {@code date} are the same.
 */
final class UsageDetailsFilter {

    private static final int LONGEST = 4_096;
    private static final int MOST_COMPARISONS = 50;
    private static final String PROPERTIES = "properties/";
    private static final List<String> DAYS = List.of("usageStart", "usageEnd", "date");

    private final ODataText text;
    private final List<DetailQuestion.Condition> conditions = new ArrayList<>();
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;

    private UsageDetailsFilter(String text) {
        this.text = new ODataText(text, UsageDetailsFilter::unsupported);
    }

    /**
     * Fails with a refusal. Without days it is this month.
     *
     * @param today in UTC
     */
    static DetailQuestion of(Call call, LocalDate today) {
        UsageDetailsFilter filter = read(call);
        return filter.question(metric(call), today);
    }

    /** Fails with a refusal. Without days it is everything that is billed in the month, whenever it was charged. */
    static DetailQuestion ofInvoice(Call call, YearMonth billed) {
        UsageDetailsFilter filter = read(call);
        LocalDate from = filter.first == null ? DetailQuestion.EVER : filter.first;
        LocalDate to = filter.last == null ? DetailQuestion.FOR_EVER : filter.last;
        requireOrder(from, to);
        return new DetailQuestion(metric(call), from, to, billed, filter.conditions);
    }

    private static UsageDetailsFilter read(Call call) {
        UsageDetailsFilter filter = read(call.parameter("$filter"));
        String start = call.parameter("startDate");
        String end = call.parameter("endDate");
        if (!start.isEmpty()) {
            filter.narrow("ge", day("startDate", start));
        }
        if (!end.isEmpty()) {
            filter.narrow("le", day("endDate", end));
        }
        return filter;
    }

    private static DetailMetric metric(Call call) {
        String metric = call.parameter("metric");
        return metric.isEmpty()
                ? DetailMetric.ACTUAL
                : DetailMetric.named(metric)
                        .orElseThrow(() -> refused("metric must be actualcost, amortizedcost or usage."));
    }

    private static UsageDetailsFilter read(String text) {
        boolean flawed = text.length() > LONGEST
                || text.codePoints()
                        .anyMatch(point -> Character.isISOControl(point)
                                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
        if (flawed) {
            throw unsupported();
        }
        UsageDetailsFilter filter = new UsageDetailsFilter(text);
        if (!text.isBlank()) {
            filter.comparison();
            for (int i = 1; !filter.text.isAtEnd(); i++) {
                if (i == MOST_COMPARISONS) {
                    throw unsupported();
                }
                filter.text.word("and");
                filter.comparison();
            }
        }
        return filter;
    }

    private void comparison() {
        String named = text.name();
        String name = named.regionMatches(true, 0, PROPERTIES, 0, PROPERTIES.length())
                ? named.substring(PROPERTIES.length())
                : named;
        String operator = text.name().toLowerCase(Locale.ROOT);
        String value = text.value();
        if (DAYS.stream().anyMatch(name::equalsIgnoreCase)) {
            narrow(operator, day(name, value));
            return;
        }
        DetailProperty property = DetailProperty.named(name).orElseThrow(() -> unknown(named));
        if (!operator.equals("eq")) {
            throw unsupported();
        }
        conditions.add(new DetailQuestion.Condition(property, value));
    }

    private void narrow(String operator, LocalDate day) {
        switch (operator) {
            case "ge" -> notBefore(day);
            case "gt" -> notBefore(day.plusDays(1));
            case "le" -> notAfter(day);
            case "lt" -> notAfter(day.minusDays(1));
            case "eq" -> {
                notBefore(day);
                notAfter(day);
            }
            default -> throw unsupported();
        }
    }

    private void notBefore(LocalDate day) {
        first = first == null || day.isAfter(first) ? day : first;
    }

    private void notAfter(LocalDate day) {
        last = last == null || day.isBefore(last) ? day : last;
    }

    /** With one end alone the other is that of its month, or of this one where that is later. */
    private DetailQuestion question(DetailMetric metric, LocalDate today) {
        LocalDate from = first == null ? (last == null ? today : last).withDayOfMonth(1) : first;
        LocalDate month = from.isAfter(today) ? from : today;
        LocalDate to = last == null ? month.withDayOfMonth(month.lengthOfMonth()) : last;
        requireOrder(from, to);
        return new DetailQuestion(metric, from, to, conditions);
    }

    private static void requireOrder(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw refused("The filter asks for days that end before they begin: " + from + " to " + to + ".");
        }
    }

    private static LocalDate day(String name, String value) {
        LocalDate day = AskedDay.read(value);
        if (day == null) {
            throw refused(shown(name) + " must be compared with a day (UTC), such as '2026-11-01'.");
        }
        return day;
    }

    private static RefusedException unknown(String name) {
        return refused("Invalid filter: '" + shown(name) + "'; valid values: "
                + Stream.concat(
                                DAYS.stream(),
                                DetailProperty.filtered().stream().map(DetailProperty::label))
                        .map(label -> "'" + (label.equals("tags") ? "" : PROPERTIES) + label + "'")
                        .collect(Collectors.joining(","))
                + ".");
    }

    /** Letters, digits and slashes, as they are read. */
    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) : name;
    }

    private static RefusedException unsupported() {
        return refused(
                "The filter is not supported. Supported are comparisons such as properties/usageStart ge '2026-11-01', properties/usageEnd le '2026-11-30',"
                        + " properties/resourceGroup eq 'web' and tags eq 'env:prod', at most "
                        + MOST_COMPARISONS
                        + " of them joined by 'and'; days take eq, lt, gt, le and ge, the others eq.");
    }

    private static RefusedException refused(String message) {
        return new Refusal(400, "400", message).exception();
    }
}
