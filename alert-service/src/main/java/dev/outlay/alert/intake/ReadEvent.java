package dev.outlay.alert.intake;

import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingJson;
import dev.outlay.alert.alert.CrossingState;
import dev.outlay.alert.alert.CrossingStateJson;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.trace.TraceParent;
import dev.outlay.alert.trace.Traces;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that could be read: a crossing, or what has become of one.
 *
 * @param span of taking it in; invalid where it is not traced
 */
record ReadEvent(
        ConsumerRecord<byte[], byte @Nullable []> record,
        Optional<Told> told,
        Optional<CrossingState> changed,
        Span span) {

    /** The CloudEvents types that are read. */
    static final Set<String> TYPES = Stream.concat(CrossingJson.TYPES.stream(), Stream.of(CrossingStateJson.TYPE))
            .collect(Collectors.toUnmodifiableSet());

    /** Reads a record, or refuses it with the path of what is wrong. */
    static ReadEvent of(ConsumerRecord<byte[], byte @Nullable []> record, Traces traces) throws Unreadable {
        CloudEvent event = CloudEvent.read(record, TYPES);
        return event.attribute("type").equals(CrossingStateJson.TYPE)
                ? new ReadEvent(record, Optional.empty(), Optional.of(CrossingStateJson.read(event)), Span.getInvalid())
                : crossing(record, event, traces);
    }

    private static ReadEvent crossing(ConsumerRecord<byte[], byte @Nullable []> record, CloudEvent event, Traces traces)
            throws Unreadable {
        Crossing crossing = CrossingJson.read(event);
        Span span = traces.taken(cause(record, event), record.topic(), crossing.id());
        Told told = new Told(crossing, event.data().node().toString(), Optional.ofNullable(TraceParent.of(span)));
        return new ReadEvent(record, Optional.of(told), Optional.empty(), span);
    }

    /** Where it comes from: whoever sent the record says that in a header; whoever made the event, in an attribute. */
    private static Optional<String> cause(ConsumerRecord<byte[], byte @Nullable []> record, CloudEvent event) {
        return Optional.ofNullable(record.headers().lastHeader(TraceParent.NAME))
                .flatMap(header -> Optional.ofNullable(header.value()))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .or(() -> Optional.of(event.attribute(TraceParent.NAME)));
    }

    /** What was read has been taken in, or has not. */
    static void end(List<ReadEvent> events, @Nullable Throwable failure) {
        events.forEach(event -> Traces.end(event.span(), failure));
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
