package dev.outlay.budget.download;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A file that somebody has asked for.
 *
 * @param scopeArmId as it was asked for, with leading slash
 * @param kind what it holds
 * @param request what was asked for, as it is shown again; JSON
 * @param groups ids of the groups that the principal was in when it asked
 * @param chunks how many parts it has by now
 * @param rows how many charges or prices, by now
 * @param bytes of its text, by now
 * @param expiresAt when it is removed
 */
public record CostFile(
        UUID id,
        String scopeArmId,
        FileKind kind,
        String request,
        String principal,
        String tenant,
        Set<String> groups,
        State state,
        int chunks,
        long rows,
        long bytes,
        Instant expiresAt) {

    /** How far it is, with the code that the database keeps. */
    public enum State {
        /** It waits, or is being written. */
        NOT_WHOLE(1),
        WHOLE(2),
        /** There is nothing to be written. */
        EMPTY(3),
        /** It could not be written, however often that was tried. */
        GIVEN_UP(4);

        private final short code;

        State(int code) {
            this.code = (short) code;
        }

        short code() {
            return code;
        }

        static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state has the code " + code);
        }
    }
}
