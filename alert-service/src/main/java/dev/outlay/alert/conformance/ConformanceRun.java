package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.BodyFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Trying a receiver with every case, as far as it is.
 *
 * @param receiver   name of the receiver, in lower case
 * @param endpoint   scheme, host and port
 * @param format     in which form its messages are
 * @param reason     why it was interrupted
 * @param finishedAt UTC; empty while it goes on
 * @param done       the cases so far, in their order
 */
public record ConformanceRun(
        UUID id,
        String receiver,
        String endpoint,
        BodyFormat format,
        State state,
        Optional<String> reason,
        Instant createdAt,
        Optional<Instant> finishedAt,
        List<TriedCase> done) {

    /** Copies the cases. */
    public ConformanceRun {
        done = List.copyOf(done);
    }

    /** Where it stands. */
    public enum State {
        /** It goes on. */
        Running,
        /** Every case was tried, or need not be. */
        Completed,
        /** It has ended before; {@code reason} says why. */
        Interrupted
    }

    /** What is found of the receiver: that it has failed is known early, that it has passed is said at the end. */
    public Optional<Finding.Verdict> result() {
        Finding.Verdict soFar = Finding.ofAll(done);
        return state == State.Completed || soFar == Finding.Verdict.FAILED ? Optional.of(soFar) : Optional.empty();
    }

    ConformanceRun with(List<TriedCase> cases) {
        return new ConformanceRun(id, receiver, endpoint, format, state, reason, createdAt, finishedAt, cases);
    }
}
