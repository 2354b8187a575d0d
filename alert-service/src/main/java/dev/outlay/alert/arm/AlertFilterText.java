package dev.outlay.alert.arm;

import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.AlertFilter;
import dev.outlay.alert.database.Instants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code $filter} of a list of alerts: comparisons joined by {@code and}, in OData's words. A property may be named with or without
 * {@code properties/}.
 */
final class AlertFilterText {

    private static final Pattern COMPARISON = Pattern.compile(
            "\\G\\s*(?:properties/)?(?<name>[A-Za-z/]{1,40})\\s+(?<operator>eq|ge|gt|le|lt)\\s+"
                    + "(?:'(?<text>(?:[^'\\p{Cntrl}]|''){0,300})'|(?<bare>[^\\s']{1,60}))\\s*(?<more>\\band\\b(?=\\s)|$)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> TYPES = Set.of("Budget", "BudgetForecast", "General");
    private static final String MEANT =
            "$filter may compare properties/status, properties/definition/type and properties/costEntityId with eq, and"
                    + " properties/creationTime with ge, gt, le and lt, each once or a time between two, joined by and; texts in single"
                    + " quotes.";

    private AlertFilterText() {}

    /** What a filter that cannot be meant is answered with. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    /** Reads a filter; one that is blank means all. */
    static AlertFilter read(String text) throws Unclear {
        AlertFilter filter = AlertFilter.ALL;
        if (text.isBlank()) {
            return filter;
        }
        Set<String> said = new HashSet<>();
        Matcher comparison = COMPARISON.matcher(text);
        boolean more = true;
        while (more) {
            if (!comparison.find()) {
                throw new Unclear(MEANT);
            }
            String name = comparison.group("name").toLowerCase(Locale.ROOT);
            String operator = comparison.group("operator").toLowerCase(Locale.ROOT);
            if (!said.add(name + " " + operator.charAt(0))) {
                throw new Unclear(MEANT);
            }
            filter = with(filter, name, operator, comparison);
            more = !comparison.group("more").isEmpty();
        }
        return filter;
    }

    private static AlertFilter with(AlertFilter filter, String name, String operator, Matcher comparison)
            throws Unclear {
        if (name.equals("creationtime")) {
            return ofTime(filter, operator, moment(value(comparison)));
        }
        if (!operator.equals("eq") || comparison.group("text") == null) {
            throw new Unclear(MEANT);
        }
        String value = value(comparison);
        return switch (name) {
            case "status" ->
                new AlertFilter(
                        Optional.of(Alert.Status.ofWord(value)
                                .orElseThrow(
                                        () -> new Unclear("status is Active, Dismissed, Overridden or Resolved."))),
                        filter.type(),
                        filter.budget(),
                        filter.from(),
                        filter.until());
            case "definition/type" ->
                new AlertFilter(
                        filter.status(),
                        Optional.of(TYPES.stream()
                                .filter(value::equalsIgnoreCase)
                                .findFirst()
                                .orElseThrow(() -> new Unclear("type is Budget, BudgetForecast or General."))),
                        filter.budget(),
                        filter.from(),
                        filter.until());
            case "costentityid" ->
                new AlertFilter(filter.status(), filter.type(), Optional.of(value), filter.from(), filter.until());
            default -> throw new Unclear(MEANT);
        };
    }

    private static AlertFilter ofTime(AlertFilter filter, String operator, Instant moment) throws Unclear {
        // What is recorded has microseconds: later than one is from the next on, and up to one is before the next.
        Instant next = moment.plusNanos(1000);
        return switch (operator) {
            case "ge", "gt" ->
                new AlertFilter(
                        filter.status(),
                        filter.type(),
                        filter.budget(),
                        Optional.of(operator.equals("gt") ? next : moment),
                        filter.until());
            case "le", "lt" ->
                new AlertFilter(
                        filter.status(),
                        filter.type(),
                        filter.budget(),
                        filter.from(),
                        Optional.of(operator.equals("le") ? next : moment));
            default -> throw new Unclear(MEANT);
        };
    }

    private static String value(Matcher comparison) {
        String text = comparison.group("text");
        return text == null ? comparison.group("bare") : text.replace("''", "'");
    }

    private static Instant moment(String text) throws Unclear {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            if (!moment.isBefore(Instant.EPOCH) && moment.isBefore(Instants.LATEST)) {
                return moment;
            }
        } catch (DateTimeException notMoment) {
            // Told like one that is out of bounds.
        }
        throw new Unclear("creationTime must be a moment from 1970 to 9998, such as 2026-11-25T08:00:00Z.");
    }
}
