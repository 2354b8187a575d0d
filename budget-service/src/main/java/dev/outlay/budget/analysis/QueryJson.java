package dev.outlay.budget.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of a query's body. Azure takes names in any casing, and so does this: portal, SDKs and people do not agree on them. */
final class QueryJson {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9000;

    private QueryJson() {}

    /** A member, its name in any casing; a missing node where there is none or it is null. */
    static JsonNode member(JsonNode node, String name) {
        JsonNode exact = node.get(name);
        if (exact != null && !exact.isNull()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name) && !member.getValue().isNull()) {
                return member.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** A text member; empty where there is none. */
    static String text(JsonNode node, String name) {
        JsonNode member = member(node, name);
        return member.isTextual() ? member.textValue() : "";
    }

    /** The day in UTC that an ISO 8601 date or date and time names; null for anything else. Without an offset it is UTC. */
    static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = text.length() == 10 ? LocalDate.parse(text) : dayOfTime(text);
            return day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR ? null : day;
        } catch (DateTimeException malformed) {
            return null;
        }
    }

    private static LocalDate dayOfTime(String text) {
        try {
            return OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate();
        } catch (DateTimeException withoutOffset) {
            return LocalDateTime.parse(text).toLocalDate();
        }
    }
}
