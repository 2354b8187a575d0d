package dev.outlay.budget.arrival;

import dev.outlay.budget.ledger.RecordedRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Notes when charges arrive, and tells how fresh each source is. */
@ApplicationScoped
public class ChargeArrivals {

    private final Mutiny.SessionFactory sessions;
    private final Clock clock;

    ChargeArrivals(Mutiny.SessionFactory sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Notes what a batch brought, in its transaction, whose last statement this is to be: every other batch of the same source waits for its rows. */
    public Uni<Void> note(Mutiny.StatelessSession session, RecordedRows rows) {
        return ArrivalTable.add(session, Arrival.of(rows), clock.instant());
    }

    /**
     * Sources of every billing account, in the order in which they became known.
     *
     * @param after the last one that was shown
     * @param limit how many
     */
    public Uni<List<SourceFreshness>> page(SourceKey after, int limit) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sessions.withStatelessSession(session -> ArrivalTable.sources(session, after, limit)
                .chain(found -> ArrivalTable.days(session, found, Habit.LOOKS_BACK)
                        .map(days -> freshness(found, days, today))));
    }

    private static List<SourceFreshness> freshness(
            List<ArrivedSource> sources, Map<SourceKey, List<ArrivedDay>> days, LocalDate today) {
        return sources.stream()
                .map(source ->
                        freshness(source, new Habit(days.getOrDefault(source.key(), List.of()), source.since(), today)))
                .toList();
    }

    private static SourceFreshness freshness(ArrivedSource source, Habit habit) {
        return new SourceFreshness(
                source.key(),
                source.account(),
                source.source(),
                source.newestDay(),
                source.lastAt(),
                source.charges(),
                Habit.age(source.newestDay(), habit.today()),
                habit.longestAge().orElse(null),
                habit.isLate(source.newestDay()),
                habit.completeness());
    }
}
