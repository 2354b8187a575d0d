package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Reads and writes what people say of billing accounts, profiles and customers. Members that nobody knows are ignored, as ARM does. */
final class DetailJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DetailJson() {}

    /** What is said, checked; a member that is null stays so: it is to be taken away. */
    static ObjectNode read(JsonNode properties, List<DetailField> fields) {
        return members("properties", properties, fields, true);
    }

    /** Puts what is kept into an answer, in the order in which the contract names it. */
    static void write(ObjectNode properties, JsonNode kept, List<DetailField> fields) {
        fields.stream()
                .filter(field -> kept.has(field.name()))
                .forEach(field -> properties.set(field.name(), ordered(kept.path(field.name()), field.kind())));
    }

    private static JsonNode ordered(JsonNode kept, DetailField.Kind kind) {
        return switch (kind) {
            case DetailField.Thing thing -> {
                ObjectNode object = JSON.objectNode();
                write(object, kept, thing.fields());
                yield object;
            }
            case DetailField.Things things -> {
                ArrayNode list = JSON.arrayNode();
                kept.forEach(item -> {
                    ObjectNode object = JSON.objectNode();
                    write(object, item, things.fields());
                    list.add(object);
                });
                yield list;
            }
            default -> kept;
        };
    }

    private static ObjectNode members(String path, JsonNode object, List<DetailField> fields, boolean nullable) {
        ObjectNode read = JSON.objectNode();
        for (DetailField field : fields) {
            JsonNode value = object.path(field.name());
            if (value.isNull() && nullable) {
                read.putNull(field.name());
            } else if (!value.isMissingNode() && !value.isNull()) {
                read.set(field.name(), value(path + "." + field.name(), value, field.kind()));
            }
        }
        return read;
    }

    private static JsonNode value(String path, JsonNode value, DetailField.Kind kind) {
        return switch (kind) {
            case DetailField.Text text -> {
                if (!isText(value, text.maxLength())) {
                    throw refused(path, "a text of 1 to " + text.maxLength() + " characters");
                }
                yield value;
            }
            case DetailField.Word word ->
                word.words().stream()
                        .filter(one -> one.toLowerCase(Locale.ROOT)
                                .equals(value.asText("").toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .<JsonNode>map(JSON::textNode)
                        .orElseThrow(() -> refused(path, String.join(" or ", word.words())));
            case DetailField.Whole whole -> {
                if (!value.isIntegralNumber()
                        || !value.canConvertToInt()
                        || value.intValue() < whole.least()
                        || value.intValue() > whole.most()) {
                    throw refused(path, "a whole number from " + whole.least() + " to " + whole.most());
                }
                yield JSON.numberNode(value.intValue());
            }
            case DetailField.Flag flag -> {
                if (!value.isBoolean()) {
                    throw refused(path, "true or false");
                }
                yield value;
            }
            case DetailField.Day day -> JSON.textNode(day(path, value) + "T00:00:00Z");
            case DetailField.Thing thing -> {
                if (!value.isObject()) {
                    throw refused(path, "an object");
                }
                yield members(path, value, thing.fields(), false);
            }
            case DetailField.Things things -> list(path, value, things);
            case DetailField.Tags tags -> tags(path, value, tags);
        };
    }

    private static ObjectNode tags(String path, JsonNode value, DetailField.Tags tags) {
        if (!value.isObject()
                || value.size() > tags.most()
                || value.properties().stream()
                        .anyMatch(tag -> !tags.takes(tag.getKey()) || !isText(tag.getValue(), tags.maxLength()))) {
            throw refused(
                    path,
                    "an object of at most " + tags.most() + " texts of 1 to " + tags.maxLength()
                            + " characters, by names of 1 to " + tags.maxLength()
                            + " characters without < > % & \\ ? and /");
        }
        return (ObjectNode) value;
    }

    private static ArrayNode list(String path, JsonNode value, DetailField.Things things) {
        if (!value.isArray() || value.size() > things.most()) {
            throw refused(path, "a list of at most " + things.most() + " objects");
        }
        ArrayNode read = JSON.arrayNode();
        for (JsonNode item : value) {
            if (!item.isObject()) {
                throw refused(path, "a list of at most " + things.most() + " objects");
            }
            read.add(members(path + "[" + read.size() + "]", item, things.fields(), false));
        }
        return read;
    }

    /** Of a time the day in UTC; four digits of year are more than any contract has. */
    private static LocalDate day(String path, JsonNode value) {
        String text = value.asText("");
        try {
            LocalDate day = text.length() == 10
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDate();
            if (value.isTextual() && day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // Answered below, as what is a day of no calendar that is used.
        }
        throw refused(path, "a day or time in ISO 8601, such as 2026-11-01 or 2026-11-01T00:00:00Z");
    }

    /** Whether a name or another text can be kept. */
    static boolean isText(JsonNode value, int maxLength) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().length() <= maxLength
                && value.textValue().chars().noneMatch(Character::isISOControl);
    }

    private static RefusedException refused(String path, String what) {
        return Refusal.badRequest("'" + path + "' must be " + what + ".").exception();
    }
}
