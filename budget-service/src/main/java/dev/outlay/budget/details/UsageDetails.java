package dev.outlay.budget.details;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.analysis.Answering;
import dev.outlay.budget.analysis.CostView;
import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.ledger.SettledBatchTable;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads single charges, for whoever may see the cost of the scope. */
@ApplicationScoped
public class UsageDetails {

    /** For what is being recorded to be so, which is all that its transaction asks. */
    private static final Duration SETTLING = Duration.ofSeconds(4);

    /** For one statement of a part, of which a transaction has two: none lasts five seconds. */
    private static final Duration STATEMENT = Duration.ofSeconds(2);

    /** How long parts are added to a page; what it has then is answered. */
    private static final Duration PAGE = Duration.ofSeconds(5);

    /**
     * What somebody asks for.
     *
     * @param from where the page begins; null for the first one
     * @param limit how many a page has at most
     */
    public record Asked(DetailQuestion question, @Nullable DetailPosition from, int limit) {}

    /**
     * A page. It may be short, or even empty, although there is a next one.
     *
     * @param next where the next one begins; null where this is the last
     */
    public record Page(
            DetailQuestion question,
            List<UsageDetail> details,
            @Nullable DetailPosition next) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Answering answering;
    private final Clock clock;

    UsageDetails(Mutiny.SessionFactory sessions, Access access, Answering answering, Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.answering = answering;
        this.clock = clock;
    }

    /**
     * A page of usage details as of the moment in which the first one was asked for: what is restated meanwhile is in all of them as it was then.
     *
     * @param asked read only once it is decided that the principal may; from the kind of the scope and today (UTC)
     * @return fails with a refusal, or with {@link dev.outlay.budget.analysis.BusyException} where too many ask
     */
    public Uni<Page> page(Principal by, Scope scope, BiFunction<ScopeKind, LocalDate, Asked> asked) {
        return sessions.withStatelessSession(session -> access.place(session, by, Need.READ_CHARGES, scope))
                .chain(place -> page(place, asked.apply(scope.kind(), LocalDate.now(clock.withZone(ZoneOffset.UTC)))));
    }

    private Uni<Page> page(Place place, Asked asked) {
        if (!place.isKept()) {
            return Uni.createFrom().item(new Page(asked.question(), List.of(), null));
        }
        DetailPosition from = asked.from();
        Instant until = clock.instant().plus(PAGE);
        return (from == null
                        ? answering.answer(SETTLING, SettledBatchTable::now).map(DetailPosition::beginning)
                        : Uni.createFrom().item(from))
                .chain(position -> collect(place, asked, position, new ArrayList<>(), until))
                .onFailure(SqlState::isCancelled)
                .transform(late -> new PartsTooSlowException());
    }

    private Uni<Page> collect(Place place, Asked asked, DetailPosition from, List<UsageDetail> details, Instant until) {
        int limit = asked.limit() - details.size();
        return answering
                .answer(
                        STATEMENT,
                        session -> UsageDetailTable.part(
                                session, CostView.of(place.scope().kind()), place.id(), asked.question(), from, limit))
                .chain(part -> {
                    details.addAll(part.details());
                    DetailPosition next = part.next();
                    return next == null
                                    || details.size() >= asked.limit()
                                    || clock.instant().isAfter(until)
                            ? Uni.createFrom().item(new Page(asked.question(), details, next))
                            : collect(place, asked, next, details, until);
                });
    }

    /** Where reading begins in the background that is as of now: it sees every charge whose recording was committed before this was called. */
    public Uni<DetailPosition> beginning() {
        return answering.aside(SETTLING, SettledBatchTable::now).map(DetailPosition::beginning);
    }

    /** Some of the details of a place behind a position, read in the background in a transaction of its own; whether anybody may see them is decided elsewhere. */
    public Uni<Page> some(int place, ScopeKind kind, DetailQuestion question, DetailPosition from, int limit) {
        return answering
                .aside(
                        STATEMENT,
                        session -> UsageDetailTable.part(session, CostView.of(kind), place, question, from, limit))
                .map(part -> new Page(question, part.details(), part.next()));
    }
}
