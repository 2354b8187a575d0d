package dev.outlay.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an attempt means for its delivery.
 *
 * @param state   the state it goes into
 * @param counted whether the attempt counts; one that was only put off does not
 * @param dueAt   when it is looked at again, for {@code Pending}
 */
record Conclusion(
        DeliveryState state, String outcome, String reason, String detail, boolean counted, Optional<Instant> dueAt) {

    private static final Duration PUT_OFF = Duration.ofSeconds(1);
    private static final int LONGEST_DETAIL = 500;

    /** Concludes from what the transport saw; {@code chance} from -1 to 1 spreads the retries. */
    static Conclusion of(Outcome outcome, int attempt, RetryPolicy policy, Instant now, double chance) {
        return switch (outcome) {
            case Outcome.Accepted ignored ->
                new Conclusion(DeliveryState.Delivered, "Accepted", "", "", true, Optional.empty());
            case Outcome.Refused refused ->
                new Conclusion(
                        DeliveryState.Refused,
                        "Refused",
                        refused.reason(),
                        shorten(refused.detail()),
                        true,
                        Optional.empty());
            case Outcome.TryLater later -> {
                Optional<Instant> due =
                        policy.waitAfter(attempt, later.after(), chance).map(now::plus);
                yield new Conclusion(
                        due.isPresent() ? DeliveryState.Pending : DeliveryState.GaveUp,
                        "TryLater",
                        later.reason(),
                        shorten(later.detail()),
                        true,
                        due);
            }
        };
    }

    /** Nobody could say whether it may be said: it is put off for a moment and costs no attempt. */
    static Conclusion putOff(String why, Instant now) {
        return new Conclusion(
                DeliveryState.Pending, "PutOff", "access-not-heard", why, false, Optional.of(now.plus(PUT_OFF)));
    }

    /** It may not be said any more. */
    static Conclusion withheld(String why) {
        return new Conclusion(DeliveryState.Withheld, "Withheld", "access-withdrawn", why, true, Optional.empty());
    }

    /** No mail goes to the address any more. */
    static Conclusion suppressed(Suppression.Cause cause) {
        return new Conclusion(
                DeliveryState.Withheld, "Withheld", cause.reason(), cause.sentence(), true, Optional.empty());
    }

    /** Whether the address was refused for good, now or before: whoever reads there hears nothing. */
    boolean refusesAddress() {
        return reason.equals(Suppression.Cause.REFUSED.reason());
    }

    /** Whoever holds the role has a delivery of its own. */
    static Conclusion resolved() {
        return new Conclusion(DeliveryState.Resolved, "Resolved", "", "", true, Optional.empty());
    }

    /** Nobody is told for the role. */
    static Conclusion nobody(RoleHolders.Found.Nobody nobody) {
        return new Conclusion(nobody.state(), "Unresolved", nobody.reason(), "", true, Optional.empty());
    }

    private static String shorten(String detail) {
        String printable = detail.replaceAll("\\p{Cntrl}+", " ");
        return printable.length() <= LONGEST_DETAIL ? printable : printable.substring(0, LONGEST_DETAIL);
    }
}
