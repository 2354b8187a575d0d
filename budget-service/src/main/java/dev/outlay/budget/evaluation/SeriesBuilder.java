package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.SeriesTarget;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Builds the spends that budgets ask for while charges stream, so that each counts every charge once (DESIGN.md section 6, point 4):
 *
 * <pre>
 * asked --register--> building --build--> ready
 * </pre>
 *
 * <p>Registering takes the stream's lock for milliseconds, for all that were asked for at once: batches up to the noted number are committed, and later ones add to
 * the spend themselves. Building adds up the ledger as of that number, without any lock, and ends under the lock again, so that every batch knows whether a
 * spend may be compared. A crash in between leaves it building, and building begins again from the ledger.
 */
@ApplicationScoped
public class SeriesBuilder {

    private static final int PAGE = 2_000;

    private final Mutiny.SessionFactory sessions;
    private final WatchIndex index;
    private final Descriptions descriptions;
    private final RepeatedTask task;
    private volatile Function<List<UUID>, Uni<Void>> whenReady =
            unused -> Uni.createFrom().voidItem();

    SeriesBuilder(Mutiny.SessionFactory sessions, WatchIndex index, Descriptions descriptions, Vertx vertx) {
        this.sessions = sessions;
        this.index = index;
        this.descriptions = descriptions;
        this.task = new RepeatedTask(vertx, "The builder of spend", Duration.ofMillis(500), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** A series was asked for. */
    void wake() {
        task.wake();
    }

    /** Who is to evaluate the budgets of series that have become ready. */
    void onReady(Function<List<UUID>, Uni<Void>> evaluate) {
        whenReady = evaluate;
    }

    private Uni<Boolean> round() {
        if (!index.isLoaded()) {
            return Uni.createFrom().item(false);
        }
        return sessions.withStatelessSession(SeriesBuildTable::isAnythingToDo)
                .chain(any -> any
                        ? sessions.withStatelessTransaction(this::register)
                                .chain(() -> sessions.withStatelessTransaction(this::build))
                                .chain(ready -> evaluate(ready).replaceWith(!ready.isEmpty()))
                        : Uni.createFrom().item(false));
    }

    private Uni<Void> register(Mutiny.StatelessSession session) {
        return SeriesBuildTable.isAnythingAsked(session)
                .chain(asked -> asked
                        ? StreamLock.hold(session)
                                .chain(() -> StreamLock.lastBatch(session))
                                .chain(batch -> SeriesBuildTable.register(session, batch))
                        : Uni.createFrom().voidItem());
    }

    /** Builds all series that were registered together. */
    private Uni<List<Integer>> build(Mutiny.StatelessSession session) {
        return StreamLock.tryToBuild(session)
                .chain(mine -> mine
                        ? index.refresh(session).chain(() -> SeriesBuildTable.nextRegistered(session))
                        : Uni.createFrom().item(SeriesBuildTable.Registered.NONE))
                .chain(registered -> registered.series().isEmpty()
                        ? Uni.createFrom().item(registered.series())
                        : pairs(session, registered)
                                .chain(pairs -> SeriesBuildTable.sum(session, pairs, registered.baseBatch())
                                        .call(() -> StreamLock.hold(session))
                                        .call(() -> UsageUnitTable.note(session, units(pairs))))
                                .chain(sums -> SeriesBuildTable.finish(session, registered.series(), sums))
                                .replaceWith(registered.series()));
    }

    private static List<Differences.Unit> units(List<SeriesBuildTable.Pair> pairs) {
        List<Differences.Unit> units = new ArrayList<>();
        for (SeriesBuildTable.Pair pair : pairs) {
            String unit = pair.target().unit();
            if (unit != null) {
                units.add(new Differences.Unit(pair.target().series(), pair.dimensionSet(), unit));
            }
        }
        return units;
    }

    /** Which descriptions count in which of the series. */
    private Uni<List<SeriesBuildTable.Pair>> pairs(
            Mutiny.StatelessSession session, SeriesBuildTable.Registered registered) {
        List<SeriesBuildTable.Pair> pairs = new ArrayList<>();
        return page(session, registered, new HashSet<>(registered.series()), 0, pairs)
                .replaceWith(pairs);
    }

    private Uni<Void> page(
            Mutiny.StatelessSession session,
            SeriesBuildTable.Registered registered,
            Set<Integer> series,
            int afterId,
            List<SeriesBuildTable.Pair> pairs) {
        return descriptions.page(session, registered.scopes(), afterId, PAGE).chain(sets -> {
            for (DimensionSet set : sets) {
                for (SeriesTarget target : index.askedTargetsOf(set)) {
                    if (series.contains(target.series())) {
                        pairs.add(new SeriesBuildTable.Pair(target, set.id()));
                    }
                }
            }
            return sets.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : page(session, registered, series, sets.getLast().id(), pairs);
        });
    }

    private Uni<Void> evaluate(List<Integer> ready) {
        if (ready.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withStatelessSession(index::refresh)
                .chain(() -> whenReady.apply(ready.stream()
                        .flatMap(series -> index.budgetsOf(series).stream())
                        .map(watched -> watched.budget().uuid())
                        .toList()));
    }
}
