package dev.outlay.budget.analysis;

import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** How every question is answered: so many at a time, each in a transaction that changes nothing and is cancelled after its time. */
@ApplicationScoped
public class Answering {

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final ConcurrentQuestions questions;
    private final Duration patience;

    Answering(Mutiny.SessionFactory sessions, AnalysisConfig config, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
        this.questions = new ConcurrentQuestions(config.atOnce());
        this.patience = config.patience();
        if (patience.compareTo(LEAST_PATIENCE) < 0) {
            throw new IllegalArgumentException("outlay.analysis.patience has to be 1 s or more.");
        }
    }

    /** Reads an answer; fails with {@link BusyException} where too many ask, and with a refusal where it takes too long. */
    public <T> Uni<T> answer(Function<Mutiny.StatelessSession, Uni<T>> read) {
        return questions.answer(() -> bounded(read));
    }

    /**
     * The same, with work to do on what was read. It is done beside the event loop and outside of any transaction, and the place is held until it is.
     */
    <T, R> Uni<R> answer(Function<Mutiny.StatelessSession, Uni<T>> read, Function<T, R> work) {
        return questions.answer(() -> bounded(read).chain(found -> workedOut(() -> work.apply(found))));
    }

    /** Works something out beside the event loop; the outcome comes back on the caller's context. */
    <R> Uni<R> workedOut(Callable<R> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    /**
     * Answers a part of another question, as one of those that may be answered at a time. Who may ask is decided before.
     *
     * @param most how long one of its statements may take; then it is cancelled, which is the failure
     * @return fails with {@link BusyException} where too many ask
     */
    public <T> Uni<T> answer(Duration most, Function<Mutiny.StatelessSession, Uni<T>> read) {
        return questions.answer(() -> aside(most, read));
    }

    /** The same for work in the background that bounds itself: it takes nobody's place who waits for an answer. */
    public <T> Uni<T> aside(Duration most, Function<Mutiny.StatelessSession, Uni<T>> read) {
        return sessions.withStatelessTransaction(
                session -> CostQueryTable.bound(session, most).chain(() -> read.apply(session)));
    }

    /** A statement of {@link #aside}, in what is left of its time by now. */
    public <T> Uni<T> within(Mutiny.StatelessSession session, Duration left, Supplier<Uni<T>> read) {
        return CostQueryTable.bound(session, left).chain(() -> read.get());
    }

    /** Reads what nobody waits for, in the same bounds but for the number of places: whoever asks so bounds that himself. */
    <T> Uni<T> bounded(Function<Mutiny.StatelessSession, Uni<T>> read) {
        return aside(patience, read).onFailure(SqlState::isCancelled).transform(late -> tooLong());
    }

    private RuntimeException tooLong() {
        return Refusal.badRequest("The question takes longer than " + patience.toSeconds()
                        + " s to answer. Ask for fewer days, or filter by a subscription or resource group.")
                .exception();
    }
}
