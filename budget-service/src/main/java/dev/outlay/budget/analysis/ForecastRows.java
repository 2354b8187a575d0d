package dev.outlay.budget.analysis;

import dev.outlay.budget.forecast.Expected;
import dev.outlay.budget.forecast.Forecast;
import dev.outlay.budget.forecast.RecurringPurchases;
import dev.outlay.budget.refusal.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a forecast: what complete days have cost, and what the others are expected to. */
final class ForecastRows {

    private static final String TOO_LITTLE =
            "There is too little history to forecast from: usage of at least 7 complete days is needed, in one currency. Ask for includeActualCost alone, for a wider filter, or again in some days.";

    private static final Comparator<ForecastRow> ORDER = Comparator.comparing(
                    (ForecastRow row) -> row.row().time(), Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(row -> String.join("\n", row.row().groups()).toLowerCase(Locale.ROOT))
            .thenComparing(row -> row.row().currency())
            .thenComparing(ForecastRow::status);

    private final ForecastQuestion asked;
    private final Days days;
    private final CompleteDays complete;

    private ForecastRows(ForecastQuestion asked, Days days, CompleteDays complete) {
        this.asked = asked;
        this.days = days;
        this.complete = complete;
    }

    /** The days of the question that have cost what they cost; empty for none. */
    static Optional<Days> actual(ForecastQuestion asked, CompleteDays complete) {
        LocalDate first = asked.question().days().first();
        LocalDate last = earlier(asked.question().days().last(), known(asked, complete));
        return asked.withActual() && !last.isBefore(first) ? Optional.of(new Days(first, last)) : Optional.empty();
    }

    /** The days of the question that are forecast; empty for none. */
    static Optional<Days> forecast(ForecastQuestion asked, CompleteDays complete) {
        LocalDate first =
                later(asked.question().days().first(), known(asked, complete).plusDays(1));
        LocalDate last = asked.question().days().last();
        return last.isBefore(first) ? Optional.empty() : Optional.of(new Days(first, last));
    }

    private static LocalDate known(ForecastQuestion asked, CompleteDays complete) {
        return asked.withFresh() ? complete.today() : complete.until();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * All rows by time, groups, currency and status.
     *
     * @param actual what complete days have cost
     * @param history null where no day is forecast
     * @return fails with a refusal where there is too little history
     */
    static List<ForecastRow> of(
            ForecastQuestion asked, CompleteDays complete, List<CostRow> actual, @Nullable CostHistory history) {
        List<ForecastRow> rows = new ArrayList<>();
        actual.forEach(row -> rows.add(new ForecastRow(row, null)));
        if (history != null) {
            forecast(asked, complete)
                    .ifPresent(days -> rows.addAll(new ForecastRows(asked, days, complete).forecast(history)));
        }
        rows.sort(ORDER);
        return rows;
    }

    private List<ForecastRow> forecast(CostHistory history) {
        List<ForecastRow> rows = new ArrayList<>();
        boolean some = false;
        for (CostHistory.Series series : history.series()) {
            List<Outlook> outlooks = new ArrayList<>();
            for (int i = 0; i < asked.question().measures().size(); i++) {
                outlooks.add(outlook(series, i));
            }
            some |= outlooks.getFirst().isKnown();
            if (outlooks.getFirst().isKnown()) {
                stretches().forEach(stretch -> rows.add(row(series, stretch, outlooks)));
            }
        }
        if (!some) {
            throw new Refusal(424, "FailedDependency", TOO_LITTLE).exception();
        }
        return rows;
    }

    private Outlook outlook(CostHistory.Series series, int measure) {
        String currency = asked.question().measures().get(measure).isInDollars() ? "USD" : series.currency();
        return new Outlook(
                Forecast.of(series.usage().get(measure), complete.until(), currency),
                !series.usage().get(measure).isEmpty(),
                RecurringPurchases.expected(series.purchases().get(measure), complete.until(), days.last()),
                Map.of(),
                currency);
    }

    private ForecastRow row(CostHistory.Series series, Days stretch, List<Outlook> outlooks) {
        List<Expected> expected = outlooks.stream()
                .map(outlook -> outlook.rest(stretch.first(), stretch.last()))
                .toList();
        LocalDate time =
                switch (asked.question().granularity()) {
                    case NONE -> null;
                    case DAILY -> stretch.first();
                    case MONTHLY -> stretch.first().withDayOfMonth(1);
                };
        return new ForecastRow(
                new CostRow(
                        time,
                        series.groups(),
                        series.currency(),
                        expected.stream().map(Expected::amount).toList()),
                expected.getFirst());
    }

    /** The days that are forecast, cut as they were asked for. */
    private List<Days> stretches() {
        List<Days> stretches = new ArrayList<>();
        LocalDate first = days.first();
        while (!first.isAfter(days.last())) {
            LocalDate last =
                    switch (asked.question().granularity()) {
                        case NONE -> days.last();
                        case DAILY -> first;
                        case MONTHLY -> earlier(first.withDayOfMonth(first.lengthOfMonth()), days.last());
                    };
            stretches.add(new Days(first, last));
            first = last.plusDays(1);
        }
        return stretches;
    }
}
