package dev.outlay.alert.delivery;

import java.util.Optional;

/**
 * Where a delivery stands.
 *
 * <pre>
 * Gathering ──┐                        ┌─► Delivered
 * Pending ────┴─► Sending ─────────────┼─► Refused, GaveUp, Withheld   (an operator may replay: Pending)
 *    ▲              │ └── try later ───┘
 *    ├──────────────┼────────┘
 *    │              └─ a silence means it ─► Muted
 *    └────────────────────── it ends ──────────┘
 * Unresolved ── replay ─► Resolved (its receivers have deliveries of their own); of a role: Pending
 * Pending of a role ── access is heard ─► Resolved, Unresolved
 * Unsupported
 * </pre>
 */
public enum DeliveryState {
    /** A digest that is still open: alerts join it until it is due. */
    Gathering,
    /** Waits for its time; that of a role, until access is heard. */
    Pending,
    /** Claimed; due again when the lease ends. */
    Sending,
    /**
     * It is not told for now, or ever: a silence means it, or the alert was put aside or overridden while one did; or somebody has
     * acknowledged it; or its receiver is told that the whole amount is spent. Due again when the
     * silence ends, where it is told then.
     */
    Muted,
    /** The receiver has taken it. */
    Delivered,
    /** Tried as often as the policy allows. */
    GaveUp,
    /** The receiver, or a rule about where messages may go, said no for good. */
    Refused,
    /** It may not be said any more: a policy or a right was withdrawn. */
    Withheld,
    /**
     * The action group it names does not exist, is disabled, cannot be read, is another customer's or may not be named there; or
     * nobody who holds the role it names and may see the cost has an address in the directory.
     */
    Unresolved,
    /** A receiver of a kind that the service cannot tell, or a role that there is not, or not at a billing scope. */
    Unsupported,
    /** Its receivers have deliveries of their own: the group was found when an operator replayed it, or somebody with the role. */
    Resolved;

    /** The state with this name, whatever its casing. */
    public static Optional<DeliveryState> ofWord(String word) {
        for (DeliveryState state : values()) {
            if (state.name().equalsIgnoreCase(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Whether an operator may send it again. */
    public boolean isReplayable() {
        return this == GaveUp || this == Refused || this == Withheld || this == Unresolved || this == Muted;
    }
}
