package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has come of a test so far.
 *
 * @param lines one for each receiver in the order in which they were named, and for a role one for each who holds it
 */
public record TestSendView(UUID id, Instant createdAt, List<Line> lines) {

    /** Copies the lines. */
    public TestSendView {
        lines = List.copyOf(lines);
    }

    /**
     * A receiver.
     *
     * @param mechanism Azure's word for its kind
     * @param reason    why it was not delivered, for programs
     * @param detail    the same, for people
     * @param sentAt    when the last attempt ended, UTC; empty where nothing was sent
     * @param endedAt   when it was settled, UTC; empty while it is not
     */
    public record Line(
            String name,
            String mechanism,
            DeliveryState state,
            Optional<String> reason,
            Optional<String> detail,
            Optional<Instant> sentAt,
            Optional<Instant> endedAt) {

        /** Whether it is on its way. */
        public boolean isOpen() {
            return state == DeliveryState.Gathering || state == DeliveryState.Pending || state == DeliveryState.Sending;
        }
    }

    /** Whether a receiver is still on its way. */
    public boolean isOpen() {
        return lines.stream().anyMatch(Line::isOpen);
    }

    /** When the last receiver was settled, UTC; empty while one is not. */
    public Optional<Instant> endedAt() {
        return isOpen()
                ? Optional.empty()
                : lines.stream().flatMap(line -> line.endedAt().stream()).max(Instant::compareTo);
    }
}
