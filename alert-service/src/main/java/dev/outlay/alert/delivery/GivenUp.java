package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the deliveries that came to an end without being told are meant.
 *
 * @param since      ended at this moment or later
 * @param until      and before this one
 * @param states     in one of these
 * @param kind       {@code email} or {@code webhook}; both where it is empty
 * @param endpoint   what is shared with other deliveries: {@code smtp}, or scheme, host and port
 * @param mailDomain what stands behind the {@code @} of the receiver
 * @param most       as many at most
 */
public record GivenUp(
        Instant since,
        Instant until,
        Set<DeliveryState> states,
        Optional<String> kind,
        Optional<String> endpoint,
        Optional<String> mailDomain,
        int most) {

    /** More at once would hold up the deliveries of the day, which are told in the same order of time. */
    public static final int MOST = 1000;

    /** What an outage leaves behind: nobody has decided that it must not be said. */
    public static final Set<DeliveryState> OF_AN_OUTAGE = Set.of(DeliveryState.GaveUp, DeliveryState.Refused);

    /** What can be sent again as it is; a group that was not resolved has to be looked up one by one. */
    public static final Set<DeliveryState> SENDABLE =
            Set.of(DeliveryState.GaveUp, DeliveryState.Refused, DeliveryState.Withheld);
}
