package dev.outlay.alert.intake;

import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.alert.CrossingState;
import dev.outlay.alert.alert.CrossingStateJson;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record that could be read: a crossing, or what has become of one. */
record ReadEvent(
        ConsumerRecord<byte[], byte @Nullable []> record, Optional<Told> told, Optional<CrossingState> changed) {

    /** The CloudEvents types that are read. */
    static final Set<String> TYPES = Stream.concat(CrossingJson.TYPES.stream(), Stream.of(CrossingStateJson.TYPE))
            .collect(Collectors.toUnmodifiableSet());

    /** Reads a record, or refuses it with the path of what is wrong. */
    static ReadEvent of(ConsumerRecord<byte[], byte @Nullable []> record) throws Unreadable {
        CloudEvent event = CloudEvent.read(record, TYPES);
        return event.attribute("type").equals(CrossingStateJson.TYPE)
                ? new ReadEvent(record, Optional.empty(), Optional.of(CrossingStateJson.read(event)))
                : new ReadEvent(
                        record,
                        Optional.of(new Told(
                                CrossingJson.read(event), event.data().node().toString())),
                        Optional.empty());
    }

    /** The crossings among them, in their order. */
    static List<Told> crossings(List<ReadEvent> events) {
        return events.stream().map(ReadEvent::told).flatMap(Optional::stream).toList();
    }

    /** What has become of crossings, in its order. */
    static List<CrossingState> states(List<ReadEvent> events) {
        return events.stream().map(ReadEvent::changed).flatMap(Optional::stream).toList();
    }
}
