package dev.outlay.budget.analysis;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many questions may be answered at a time. Whoever comes when that many are is told so at once and holds nothing: connections to the database are for the stream of charges as well.
 */
final class ConcurrentQuestions {

    private final Semaphore places;

    ConcurrentQuestions(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("outlay.analysis.at-once has to be 1 or more.");
        }
        this.places = new Semaphore(atOnce);
    }

    /** Answers, or fails with {@link BusyException} where there is no place. However it ends, the place is free again. */
    <T> Uni<T> answer(Supplier<Uni<T>> question) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Uni.createFrom().failure(new BusyException());
            }
            return Uni.createFrom().deferred(question::get).onTermination().invoke(places::release);
        });
    }
}
