package dev.outlay.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the receiver of a webhook has agreed to get messages: CloudEvents' HTTP 1.1 Web Hooks 1.0, section 4 (abuse protection), and a signed challenge where it does not know that.
 *
 * @param reason why it is not verified, for programs
 * @param detail the same, for people
 * @param means  how it agreed: {@code options}, {@code challenge} or {@code callback}
 * @param rate   messages a minute that it allows; empty where it sets no limit
 * @param since  since when it stands so, UTC
 * @param nextAt when it is asked next, UTC; empty where it is not
 */
public record Verification(
        State state,
        Optional<String> reason,
        Optional<String> detail,
        Optional<String> means,
        Optional<Integer> rate,
        Instant since,
        Optional<Instant> nextAt) {

    static final String OPTIONS = "options";
    static final String CHALLENGE = "challenge";
    static final String CALLBACK = "callback";

    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

    /** How it stands. */
    public enum State {
        /** It has not said anything, or was not asked. */
        Unverified,
        /** It has agreed. */
        Verified,
        /** It has said that it wants no messages from here. */
        Refused
    }

    /** What it has said to being asked. */
    public sealed interface Answer {
        /** It agrees, with so many messages a minute at most where it says so. */
        record Granted(String means, Optional<Integer> rate) implements Answer {
            /** By the headers of an OPTIONS request. */
            public static Granted byOptions(Optional<Integer> rate) {
                return new Granted(OPTIONS, rate);
            }

            /** By repeating a challenge. */
            public static Granted byChallenge() {
                return new Granted(CHALLENGE, Optional.empty());
            }
        }

        /** It does not want any. */
        record Denied(String reason, String detail) implements Answer {}

        /**
         * It has said nothing that means either.
         *
         * @param again whether it may be another time
         */
        record Silent(String reason, String detail, boolean again) implements Answer {}
    }

    /**
     * What is known of a webhook where a delivery to it is claimed.
     *
     * @param state empty where it was never asked
     * @param paced whether it allows so many messages a minute only
     */
    record Known(Optional<State> state, boolean paced) {
        static final Known NOTHING = new Known(Optional.empty(), false);

        boolean is(State other) {
            return state.filter(each -> each == other).isPresent();
        }
    }

    /** How long until one that could not be asked is asked again; empty where it was asked often enough. */
    static Optional<Duration> waitAfter(int attempts) {
        return attempts <= WAITS.size() ? Optional.of(WAITS.get(Math.max(0, attempts - 1))) : Optional.empty();
    }
}
