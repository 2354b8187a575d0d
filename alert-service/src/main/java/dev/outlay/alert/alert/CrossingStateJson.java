package dev.outlay.alert.alert;

import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.util.Set;

/** Reads states of crossings; see {@code crossing-state.v1.schema.json}. */
public final class CrossingStateJson {

    /** The CloudEvents type. */
    public static final String TYPE = "dev.outlay.crossing-state.v1";

    private CrossingStateJson() {}

    /** Reads the state an event tells of, or refuses it with the path of what is wrong. */
    public static CrossingState read(CloudEvent event) throws Unreadable {
        Fields data = event.data();
        Fields.uuid("/id", event.attribute("id"));
        data.uuid("budget");
        data.oneOf("cause", Crossing.Cause.WORDS);
        return new CrossingState(
                data.uuid("crossing"),
                data.oneOf("state", Set.of("Resolved", "Active")).equals("Resolved"),
                data.count("number"),
                data.moment("changedAt"));
    }
}
