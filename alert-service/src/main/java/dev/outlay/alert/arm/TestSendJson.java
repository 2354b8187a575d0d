package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.delivery.DeliveryState;
import dev.outlay.alert.delivery.TestSendView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what came of a test in Azure's shape, with Outlay's own members beside. Source: azure-rest-contract.md section 10. */
final class TestSendJson {

    /** How Azure says "not yet" here. */
    private static final String NEVER = "0001-01-01T00:00:00+00:00";

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern STATUS = Pattern.compile("HTTP [0-9]{3}");

    private TestSendJson() {}

    /** {@code whole} says whether what an endpoint has answered is shown; else of it only the status, and nothing of the network. */
    static ObjectNode write(TestSendView view, boolean whole) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putObject("context")
                .put("notificationSource", "Microsoft.Insights/TestNotification")
                .put("contextType", "Microsoft.Insights/Budget");
        status.put("state", view.isOpen() ? "InProgress" : "Completed");
        status.put("completedTime", view.endedAt().map(TestSendJson::moment).orElse(NEVER));
        status.put("createdTime", moment(view.createdAt()));
        ArrayNode details = status.putArray("actionDetails");
        view.lines().forEach(line -> write(details.addObject(), view, line, whole));
        return status;
    }

    private static void write(ObjectNode detail, TestSendView view, TestSendView.Line line, boolean whole) {
        boolean delivered = line.state() == DeliveryState.Delivered;
        detail.put("MechanismType", line.mechanism());
        detail.put("Name", line.name());
        detail.put("Status", delivered ? "Completed" : line.isOpen() ? "InProgress" : "Failed");
        detail.put(
                "SubState",
                delivered || line.isOpen() ? "Default" : line.state().name());
        detail.put("SendTime", line.sentAt().map(TestSendJson::moment).orElse(null));
        detail.put("Detail", why(line, whole).orElse(null));
        detail.put("State", line.state().name());
        detail.put("Reason", line.reason().orElse(null));
        detail.put(
                "LatencyMilliseconds",
                line.sentAt()
                        .map(at -> Duration.between(view.createdAt(), at).toMillis())
                        .orElse(null));
    }

    private static Optional<String> why(TestSendView.Line line, boolean whole) {
        Optional<String> detail =
                line.detail().filter(text -> whole || STATUS.matcher(text).lookingAt());
        String why = Stream.of(line.reason(), whole ? detail : detail.map(text -> text.substring(0, 8)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(": "));
        return Optional.of(why).filter(text -> !text.isEmpty());
    }

    private static String moment(Instant instant) {
        return MOMENT.format(instant);
    }
}
