package dev.outlay.budget.analysis;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Answers what a scope is expected to cost, to whoever may see the cost of the scope. */
@ApplicationScoped
public class CostForecasts {

    private static final int MOST_ACTUAL_ROWS = 20_000;

    /** What was read of a scope. */
    private record Read(List<CostRow> actual, @Nullable CostHistory history) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Answering answering;
    private final Clock clock;
    private final int freshDays;
    private final String partnerTenant;

    CostForecasts(
            Mutiny.SessionFactory sessions,
            Access access,
            AccessConfig accessConfig,
            Answering answering,
            ForecastConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.answering = answering;
        this.clock = clock;
        this.freshDays = config.freshDays();
        this.partnerTenant = accessConfig.partnerTenant().orElse("");
        CompleteDays.of(LocalDate.EPOCH, freshDays);
    }

    /**
     * A page of a forecast, which is made anew for each page: of the same ledger and day it is the same.
     *
     * @param question read only once it is decided that the principal may; from the kind of the scope and today (UTC)
     * @return fails with a refusal, of 424 where there is too little history, or with {@link BusyException} where too many ask
     */
    public Uni<ForecastPage> page(Principal by, Scope scope, BiFunction<ScopeKind, LocalDate, PagedForecast> question) {
        return sessions.withStatelessSession(session -> access.place(session, by, Need.READ_FORECASTS, scope))
                .chain(place -> {
                    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
                    PagedForecast asked = question.apply(scope.kind(), today);
                    CompleteDays complete = CompleteDays.of(today, freshDays);
                    return answering.answer(
                            session -> read(session, place, asked.question(), complete),
                            read -> page(
                                    asked, ForecastRows.of(asked.question(), complete, read.actual(), read.history())));
                });
    }

    private Uni<Read> read(
            Mutiny.StatelessSession session, Place place, ForecastQuestion asked, CompleteDays complete) {
        CostView view = CostView.of(place.scope().kind());
        return actual(session, view, place, ForecastRows.actual(asked, complete).map(days -> within(asked, days)))
                .chain(actual -> ForecastRows.forecast(asked, complete).isEmpty()
                        ? Uni.createFrom().item(new Read(actual, null))
                        : history(session, view, place, asked, complete).map(history -> new Read(actual, history)));
    }

    private static CostQuestion within(ForecastQuestion asked, Days days) {
        CostQuestion question = asked.question();
        return new CostQuestion(
                question.metric(),
                days,
                question.granularity(),
                question.currency(),
                question.measures(),
                question.groupings(),
                question.filter(),
                List.of());
    }

    private Uni<List<CostRow>> actual(
            Mutiny.StatelessSession session, CostView view, Place place, Optional<CostQuestion> question) {
        if (question.isEmpty() || !place.isKept()) {
            return Uni.createFrom().item(List.of());
        }
        PagedQuestion all = new PagedQuestion(question.get(), MOST_ACTUAL_ROWS);
        return CostQueryTable.rows(session, view, place.id(), all, partnerTenant)
                .invoke(rows -> {
                    if (rows.size() > MOST_ACTUAL_ROWS) {
                        throw InvalidQuery.invalid("The answer has more than " + MOST_ACTUAL_ROWS
                                + " rows of actual cost. Ask for fewer days or groups.");
                    }
                });
    }

    private Uni<CostHistory> history(
            Mutiny.StatelessSession session,
            CostView view,
            Place place,
            ForecastQuestion asked,
            CompleteDays complete) {
        return place.isKept()
                ? new HistoryQuestion(view, place.id(), asked.question(), partnerTenant)
                        .read(session, complete.until(), complete.until())
                : Uni.createFrom().item(new CostHistory(List.of()));
    }

    private static ForecastPage page(PagedForecast asked, List<ForecastRow> rows) {
        int from = Math.min(asked.offset(), rows.size());
        int to = Math.min(from + asked.limit(), rows.size());
        return new ForecastPage(asked.question(), List.copyOf(rows.subList(from, to)), to < rows.size() ? to : 0);
    }
}
