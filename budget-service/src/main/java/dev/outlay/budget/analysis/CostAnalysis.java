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
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Answers questions of what something cost, to whoever may see the cost of the scope. */
@ApplicationScoped
public class CostAnalysis {

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Clock clock;
    private final Answering answering;
    private final String partnerTenant;

    CostAnalysis(
            Mutiny.SessionFactory sessions,
            Access access,
            AccessConfig accessConfig,
            Answering answering,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.clock = clock;
        this.answering = answering;
        this.partnerTenant = accessConfig.partnerTenant().orElse("");
    }

    /**
     * A page of what a scope cost. Rows are those of the moment in which they are asked for: a charge that is restated between two pages can move rows from one to the other.
     *
     * @param question read only once it is decided that the principal may; from the kind of the scope and today (UTC)
     * @return fails with a refusal, or with {@link BusyException} where too many ask
     */
    public Uni<CostPage> page(Principal by, Scope scope, BiFunction<ScopeKind, LocalDate, PagedQuestion> question) {
        return place(by, Need.READ_COSTS, scope).chain(place -> {
            PagedQuestion asked = question.apply(scope.kind(), today());
            return place.isKept()
                    ? answering.answer(session ->
                            CostQueryTable.knowing(session, asked).chain(known -> rows(session, scope, place, known)))
                    : Uni.createFrom().item(new CostPage(asked.question(), List.of(), 0, null));
        });
    }

    private Uni<CostPage> rows(Mutiny.StatelessSession session, Scope scope, Place place, PagedQuestion asked) {
        return CostQueryTable.rows(session, CostView.of(scope.kind()), place.id(), asked, partnerTenant)
                .map(rows -> page(asked, rows));
    }

    private static CostPage page(PagedQuestion asked, List<CostRow> rows) {
        boolean isMore = rows.size() > asked.limit();
        return new CostPage(
                asked.question(),
                isMore ? rows.subList(0, asked.limit()) : rows,
                isMore ? asked.offset() + asked.limit() : 0,
                asked.invoicesUpTo());
    }

    /**
     * Which values dimensions have at a scope.
     *
     * @param question read only once it is decided that the principal may; from the kind of the scope and today (UTC)
     * @return fails with a refusal, or with {@link BusyException} where too many ask
     */
    public Uni<DimensionAnswer> dimensions(
            Principal by, Scope scope, BiFunction<ScopeKind, LocalDate, DimensionQuestion> question) {
        return place(by, Need.READ_DIMENSIONS, scope).chain(place -> {
            DimensionQuestion asked = question.apply(scope.kind(), today());
            return place.isKept()
                    ? answering
                            .answer(session -> DimensionTable.values(
                                    session, CostView.of(scope.kind()), place.id(), asked, partnerTenant))
                            .map(values -> new DimensionAnswer(asked, values))
                    : Uni.createFrom().item(DimensionAnswer.none(asked));
        });
    }

    /** Whoever may not ask, or asks what cannot be meant, takes nobody's place. */
    private Uni<Place> place(Principal by, Need need, Scope scope) {
        return sessions.withStatelessSession(session -> access.place(session, by, need, scope));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }
}
