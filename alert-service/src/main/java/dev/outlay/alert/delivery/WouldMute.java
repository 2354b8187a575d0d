package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a silence would mute, told from the deliveries of the last weeks.
 *
 * @param since    the alerts that came since then were looked at, UTC
 * @param complete whether that were all of them
 * @param waiting  how many deliveries that are not told yet it would mute
 * @param past     how many of those that have ended it would have muted
 * @param examples the newest of both
 */
public record WouldMute(Instant since, boolean complete, int waiting, int past, List<Example> examples) {

    /**
     * One of them.
     *
     * @param receiver as the delivery names it
     * @param waits    whether it is not told yet, and may be; what is muted for good does not wait
     */
    public record Example(
            UUID delivery,
            Crossing crossing,
            String kind,
            String receiver,
            DeliveryState state,
            Instant createdAt,
            boolean waits) {}
}
