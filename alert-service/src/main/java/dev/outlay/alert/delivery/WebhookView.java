package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook as those see it who may see its group; of its URI only the endpoint, because the rest may hold a secret.
 *
 * @param group    ARM id of the group
 * @param receiver name of the receiver, as it was put; in lower case in a list of all
 * @param endpoint scheme, host and port
 * @param reason   why it is disabled, or why it failed last
 * @param since    since when it is in its state; empty where that is not known
 * @param waiting  deliveries that are on their way or will be
 * @param failed   deliveries that were given up or refused, and can be sent again
 * @param keys     what its messages are signed with; empty in a list of all
 * @param verification whether its receiver has agreed to messages; empty where it was never asked, and in a list of all
 */
public record WebhookView(
        String group,
        String receiver,
        String endpoint,
        State state,
        Optional<String> reason,
        Optional<Instant> since,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        long waiting,
        long failed,
        Optional<Keys> keys,
        Optional<Verification> verification) {

    /**
     * What messages are signed with.
     *
     * @param scheme        {@code v1} or {@code v1a}
     * @param publicKey     {@code whpk_...}, for {@code v1a}
     * @param previousUntil until when an earlier key signs beside it
     */
    public record Keys(String scheme, Optional<String> publicKey, Optional<Instant> previousUntil) {}

    WebhookView with(Keys seen) {
        return new WebhookView(
                group,
                receiver,
                endpoint,
                state,
                reason,
                since,
                lastSuccess,
                lastFailure,
                waiting,
                failed,
                Optional.of(seen),
                verification);
    }

    WebhookView with(Verification heard) {
        return new WebhookView(
                group,
                receiver,
                endpoint,
                state,
                reason,
                since,
                lastSuccess,
                lastFailure,
                waiting,
                failed,
                keys,
                Optional.of(heard));
    }

    /** How it goes with a webhook. */
    public enum State {
        /** Nothing was ever sent to it. */
        Untried,
        /** It took what was sent last. */
        Healthy,
        /** It has taken nothing since then. */
        Failing,
        /** Nothing is sent to it until somebody enables it. */
        Disabled;

        /** The state with this name, whatever its casing. */
        public static Optional<State> ofWord(String word) {
            for (State state : values()) {
                if (state.name().equalsIgnoreCase(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** One in the list of all, and where the next page begins after it. */
    public record Listed(WebhookView webhook, long createdMicros, UUID id) {}
}
