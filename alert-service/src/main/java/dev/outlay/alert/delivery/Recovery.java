package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Sending again what one webhook has missed. It goes on by itself, a part at a time, whatever happens to the replica that began it.
 *
 * @param since    what ended without success at this moment or later
 * @param until    and before this one: what fails again meanwhile is not taken up again
 * @param reason   why it has failed
 * @param replayed how many are sent again so far
 */
public record Recovery(
        UUID id,
        String receiver,
        Instant since,
        Instant until,
        State state,
        Optional<String> reason,
        long replayed,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** Where it stands. */
    public enum State {
        /** It goes on. */
        Running,
        /** Everything that was missed is on its way again. */
        Completed,
        /** It cannot go on; {@code reason} says why. */
        Failed
    }
}
