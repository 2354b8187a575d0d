package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.DeliveryState;
import dev.outlay.alert.delivery.GivenUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads which deliveries are to be sent again. */
final class ReplayJson {

    private static final Set<String> KNOWN =
            Set.of("since", "until", "states", "kind", "endpoint", "mailDomain", "most");
    private static final Set<String> KINDS = Set.of("email", "webhook");

    /** Instants beyond it are not the database's. */
    private ReplayJson() {}

    /** What a body that cannot be meant is answered with. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    /** Reads a body; {@code now} is where an open end is. */
    static GivenUp read(JsonNode body, Instant now) throws Unclear {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            if (!KNOWN.contains(property.getKey())) {
                unknown.add(property.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw new Unclear("The body may have " + new TreeSet<>(KNOWN) + ", not " + unknown + ".");
        }
        Instant since = instant(body, "since").orElseThrow(() -> new Unclear("since is required."));
        Instant until = instant(body, "until").orElse(now);
        if (!since.isBefore(until)) {
            throw new Unclear("since must be before until; without until it must be in the past.");
        }
        Optional<String> kind = text(body, "kind");
        if (kind.isPresent() && !KINDS.contains(kind.get())) {
            throw new Unclear("kind must be email or webhook.");
        }
        return new GivenUp(
                since, until, states(body), kind, text(body, "endpoint"), text(body, "mailDomain"), most(body));
    }

    private static Optional<String> text(JsonNode body, String name) throws Unclear {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new Unclear(name + " must be a text that is not empty.");
        }
        return Optional.of(value.textValue().strip().toLowerCase(Locale.ROOT));
    }

    private static Optional<Instant> instant(JsonNode body, String name) throws Unclear {
        Optional<String> text = text(body, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant instant = Instant.parse(text.get());
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(Instants.LATEST)) {
                return Optional.of(instant);
            }
        } catch (DateTimeException notInstant) {
            // Told like one that is out of bounds.
        }
        throw new Unclear(name + " must be a moment from 1970 to 9998, such as 2026-11-25T08:00:00Z.");
    }

    private static Set<DeliveryState> states(JsonNode body) throws Unclear {
        JsonNode value = body.path("states");
        if (value.isMissingNode()) {
            return GivenUp.OF_AN_OUTAGE;
        }
        Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
        for (JsonNode each : value) {
            states.add(DeliveryState.ofWord(each.asText())
                    .filter(GivenUp.SENDABLE::contains)
                    .orElseThrow(ReplayJson::notSendable));
        }
        if (!value.isArray() || states.isEmpty()) {
            throw notSendable();
        }
        return Set.copyOf(states);
    }

    private static Unclear notSendable() {
        return new Unclear("states must be a list of GaveUp, Refused and Withheld.");
    }

    private static int most(JsonNode body) throws Unclear {
        JsonNode value = body.path("most");
        if (value.isMissingNode()) {
            return GivenUp.MOST;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > GivenUp.MOST) {
            throw new Unclear("most must be a whole number from 1 to " + GivenUp.MOST + ".");
        }
        return value.intValue();
    }
}
