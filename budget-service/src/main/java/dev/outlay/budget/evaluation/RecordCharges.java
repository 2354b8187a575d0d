package dev.outlay.budget.evaluation;

import dev.outlay.budget.arrival.ChargeArrivals;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.Ledger;
import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.ledger.RecordedRows;
import dev.outlay.budget.outbox.OutboxRelay;
import dev.outlay.budget.trace.Traces;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A batch of charges becomes ledger rows, daily cost, spend, crossings and outbox messages: all of it, or nothing (DESIGN.md section 3, steps 3 to 5).
 */
@ApplicationScoped
public class RecordCharges {

    /** A customer was reclassified or moved between preparing a batch and recording it: it has to be prepared again. */
    private static final class PreparedTooEarly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PreparedTooEarly() {
            super("a customer's agreement or profile changed while the batch was prepared", null, false, false);
        }
    }

    private final Mutiny.SessionFactory sessions;
    private final Descriptions descriptions;
    private final Ledger ledger;
    private final ChargeArrivals arrivals;
    private final WatchIndex index;
    private final Crossings crossings;
    private final CurrentRates rates;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Traces traces;

    @SuppressWarnings("TooManyParameters") // One use case over the whole ledger.
    RecordCharges(
            Mutiny.SessionFactory sessions,
            Descriptions descriptions,
            Ledger ledger,
            ChargeArrivals arrivals,
            WatchIndex index,
            Crossings crossings,
            CurrentRates rates,
            OutboxRelay relay,
            Clock clock,
            Traces traces) {
        this.sessions = sessions;
        this.descriptions = descriptions;
        this.ledger = ledger;
        this.arrivals = arrivals;
        this.index = index;
        this.crossings = crossings;
        this.rates = rates;
        this.relay = relay;
        this.clock = clock;
        this.traces = traces;
    }

    /**
     * Records a batch.
     *
     * @return what became of it; a failure means that nothing of it was recorded, and it can be tried again
     */
    public Uni<RecordedBatch> record(List<Charge> charges) {
        Span span = traces.batch(traces.areOn() ? traceparents(charges) : Set.of(), charges.size());
        return prepareIndex()
                .chain(() -> attempt(charges, span))
                .onFailure(PreparedTooEarly.class)
                .retry()
                .atMost(10)
                .onItemOrFailure()
                .invoke((recorded, failure) -> Traces.end(span, failure));
    }

    private static Set<String> traceparents(List<Charge> charges) {
        Set<String> each = new LinkedHashSet<>();
        for (Charge charge : charges) {
            String traceparent = charge.traceparent();
            if (traceparent != null && each.size() < Traces.MOST_LINKS) {
                each.add(traceparent);
            }
        }
        return each;
    }

    private Uni<Void> prepareIndex() {
        return index.isLoaded()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new IllegalStateException("what is watched is still being loaded"));
    }

    private Uni<RecordedBatch> attempt(List<Charge> charges, Span span) {
        long customers = index.customersVersion();
        Function<Charge, CustomerTerms> terms = index.terms();
        return descriptions
                .intern(charges, terms)
                .map(interned -> PreparedBatch.of(charges, interned, rates.now(), terms))
                .chain(prepared -> prepared.isEmpty()
                        ? Uni.createFrom().item(prepared.nothingRecorded())
                        : recordPrepared(prepared, customers, span));
    }

    private Uni<RecordedBatch> recordPrepared(PreparedBatch prepared, long customers, Span span) {
        return sessions.withStatelessTransaction(session -> StreamLock.join(session)
                        .chain(place -> see(session, place, customers)
                                .chain(() -> ledger.record(session, prepared.statements(), place.batch())))
                        .chain(rows -> evaluate(
                                        session, rows, new Mover(Cause.CHARGES, prepared.oldestAccepted(), span))
                                .call(() -> arrivals.note(session, rows))
                                .map(found -> new Recorded(rows, found))))
                .invoke(this::afterCommit)
                .map(recorded -> prepared.recorded(
                        recorded.rows(), recorded.found().recorded().size()));
    }

    private record Recorded(RecordedRows rows, Crossings.Outcome found) {}

    /** Brings the index up to what the batch must see; starts over when the batch was prepared under terms that have changed since. */
    private Uni<Void> see(Mutiny.StatelessSession session, StreamLock.Place place, long customers) {
        return index.refreshTo(session, place.change()).invoke(() -> {
            if (index.customersVersion() != customers) {
                throw new PreparedTooEarly();
            }
        });
    }

    private Uni<Crossings.Outcome> evaluate(Mutiny.StatelessSession session, RecordedRows rows, Mover by) {
        Differences differences =
                new Differences(index::targetsOf, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        rows.added().forEach(statement -> differences.add(statement.row(), statement.alerts()));
        rows.replaced().forEach(replaced -> {
            differences.takeBack(replaced.before());
            differences.add(replaced.after().row(), replaced.after().alerts());
        });
        // A budget committed by now is found here; one committed later waits for the spend's row and then finds what
        // this batch added.
        return UsageUnitTable.note(session, differences.units())
                .chain(() -> ledger.apply(session, differences))
                .call(() -> index.refresh(session))
                .chain(moved -> crossings.find(session, moved, spend -> differences.spend(spend.key()), by));
    }

    private void afterCommit(Recorded recorded) {
        crossings.committed(recorded.found());
        if (recorded.found().tells()) {
            relay.wake();
        }
    }

    /**
     * Changes what the system itself knows of charges, with all that follows, as a batch of its own.
     *
     * @param change gives the row as it has to be
     * @param cause why, which crossings that follow from it say
     * @return how many charges changed
     */
    public Uni<Integer> adjust(List<ChargeKey> keys, UnaryOperator<LedgerRow> change, Cause cause) {
        return adjust(
                keys, change, cause, (session, changed) -> Uni.createFrom().voidItem());
    }

    /**
     * The same, and writes something down about it in the same transaction.
     *
     * @param last given how many charges changed; where it fails, nothing has changed
     */
    public Uni<Integer> adjust(
            List<ChargeKey> keys,
            UnaryOperator<LedgerRow> change,
            Cause cause,
            BiFunction<Mutiny.StatelessSession, Integer, Uni<Void>> last) {
        return sessions.withStatelessTransaction(session -> StreamLock.join(session)
                        .chain(place -> index.refreshTo(session, place.change())
                                .chain(() -> ledger.adjust(session, keys, change, place.batch())))
                        .chain(rows -> evaluate(session, rows, new Mover(cause, null, Span.getInvalid()))
                                .map(found -> new Recorded(rows, found)))
                        .call(recorded ->
                                last.apply(session, recorded.rows().replaced().size())))
                .invoke(this::afterCommit)
                .map(recorded -> recorded.rows().replaced().size());
    }

    /** Completes once every batch that is in flight now is committed or gone; later ones see all that is committed now. */
    public Uni<Void> awaitBatchesInFlight() {
        return sessions.withStatelessTransaction(StreamLock::hold);
    }
}
