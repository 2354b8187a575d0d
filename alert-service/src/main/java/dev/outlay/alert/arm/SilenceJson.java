package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.WouldMute;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.silence.MatchersJson;
import dev.outlay.alert.silence.Silence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Silences as the API takes and shows them. */
final class SilenceJson {

    /** The longest that one may last, and the latest that it may begin from now. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int LONGEST_REASON = 1024;
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("reason", "startsAt", "endsAt", "duration", "priceView", "afterwards", "matchers"));

    private SilenceJson() {}

    /**
     * Reads what somebody asks for.
     *
     * @param onlyOf the customer of whoever asks; empty for the partner's people
     * @throws MatchersJson.Unclear where it cannot be meant
     */
    static Silence read(JsonNode body, Scope scope, Optional<CustomerKey> onlyOf, String principal, Instant now)
            throws MatchersJson.Unclear {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            if (!KNOWN.contains(property.getKey())) {
                unknown.add(property.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw new MatchersJson.Unclear("The body may have " + KNOWN + ", not " + unknown + ".");
        }
        Instant asked = instant(body, "startsAt").orElse(now);
        Instant starts = asked.isBefore(now) ? now : asked;
        return new Silence(
                UUID.randomUUID(),
                scope,
                priceView(body, scope),
                onlyOf,
                MatchersJson.read(body.path("matchers")),
                reason(body),
                afterwards(body),
                principal,
                now,
                starts,
                ends(body, starts, now),
                Optional.empty(),
                Optional.empty());
    }

    private static String reason(JsonNode body) throws MatchersJson.Unclear {
        String reason = text(body, "reason").orElse("");
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new MatchersJson.Unclear(
                    "reason is required: why nobody is told, in 1 to " + LONGEST_REASON + " characters.");
        }
        return reason;
    }

    /** Below a billing account or customer there are scopes of the other view; nowhere else. */
    private static String priceView(JsonNode body, Scope scope) throws MatchersJson.Unclear {
        String own = scope.isBilling() ? Silence.INVOICED : Silence.RETAIL;
        String asked = text(body, "priceView").orElse(own);
        boolean both = scope instanceof Scope.BillingAccount || scope instanceof Scope.Customer;
        if (!asked.equals(own) && !(both && asked.equals(Silence.RETAIL))) {
            throw new MatchersJson.Unclear(
                    both ? "priceView must be Invoiced or Retail." : "priceView must be " + own + " at this scope.");
        }
        return asked;
    }

    private static Silence.Afterwards afterwards(JsonNode body) throws MatchersJson.Unclear {
        return Silence.Afterwards.ofWord(text(body, "afterwards").orElse(Silence.Afterwards.TELL.word()))
                .orElseThrow(() -> new MatchersJson.Unclear("afterwards must be tell or record."));
    }

    private static Instant ends(JsonNode body, Instant starts, Instant now) throws MatchersJson.Unclear {
        Optional<Instant> at = instant(body, "endsAt");
        Optional<Duration> after = duration(body);
        if (at.isPresent() == after.isPresent()) {
            throw new MatchersJson.Unclear("Either endsAt or duration is required, and not both.");
        }
        if (Duration.between(now, starts).compareTo(LONGEST) > 0) {
            throw new MatchersJson.Unclear("startsAt must be within 366 days from now.");
        }
        Instant ends = at.orElseGet(() -> starts.plus(after.orElse(Duration.ZERO)));
        if (!starts.isBefore(ends) || Duration.between(starts, ends).compareTo(LONGEST) > 0) {
            throw new MatchersJson.Unclear(
                    "A silence must end after its start and now, and within 366 days of its start.");
        }
        return ends;
    }

    private static Optional<Duration> duration(JsonNode body) throws MatchersJson.Unclear {
        Optional<String> text = text(body, "duration");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text.get());
            if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeException notDuration) {
            // Told like one that is out of bounds.
        }
        throw new MatchersJson.Unclear("duration must be from PT1S to P366D, such as PT8H.");
    }

    private static Optional<Instant> instant(JsonNode body, String name) throws MatchersJson.Unclear {
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
        throw new MatchersJson.Unclear(name + " must be a moment from 1970 to 9998, such as 2026-11-25T08:00:00Z.");
    }

    private static Optional<String> text(JsonNode body, String name) throws MatchersJson.Unclear {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new MatchersJson.Unclear(name + " must be a text that is not empty.");
        }
        return Optional.of(value.textValue().strip());
    }

    static ObjectNode write(Silence silence, Instant now) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("id", silence.id().toString());
        written.put("scope", silence.scope().id());
        written.put("state", silence.stateAt(now).name());
        written.put("priceView", silence.priceView());
        written.set("matchers", MatchersJson.write(silence.matchers()));
        written.put("reason", silence.reason());
        written.put("afterwards", silence.afterwards().word());
        written.put("createdBy", silence.createdBy());
        written.put("createdAt", silence.createdAt().toString());
        written.put("startsAt", silence.startsAt().toString());
        written.put("endsAt", silence.endsAt().toString());
        written.put("endedAt", silence.endedAt().map(Instant::toString).orElse(null));
        written.put("endedBy", silence.endedBy().orElse(null));
        return written;
    }

    static ObjectNode write(WouldMute found) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("since", found.since().toString());
        written.put("complete", found.complete());
        written.put("waiting", found.waiting());
        written.put("past", found.past());
        ArrayNode deliveries = written.putArray("deliveries");
        found.examples().forEach(example -> deliveries.add(write(example)));
        return written;
    }

    private static ObjectNode write(WouldMute.Example example) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("deliveryId", example.delivery().toString());
        written.put("alertId", example.crossing().id().toString());
        written.put("budgetId", example.crossing().budget().id());
        written.put("notification", example.crossing().notification().key());
        written.put("thresholdType", example.crossing().notification().thresholdType());
        written.put("threshold", example.crossing().notification().threshold());
        written.put("kind", example.kind());
        written.put("receiver", example.receiver());
        written.put("state", example.state().name());
        written.put("createdAt", example.createdAt().toString());
        return written;
    }
}
