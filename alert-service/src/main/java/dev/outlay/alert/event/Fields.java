package dev.outlay.alert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The fields of a JSON object, each read with its type or refused with its pointer. Unknown fields are left alone. */
public record Fields(JsonNode node, String pointer) {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?");
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_LIST = 500;

    /** The object in this field. */
    public Fields object(String name) throws Unreadable {
        return optionalObject(name).orElseThrow(() -> wrong(name, "is missing or not an object"));
    }

    /** The object in this field; empty where it is absent or null. */
    public Optional<Fields> optionalObject(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw wrong(name, "must be an object");
        }
        return Optional.of(new Fields(value, pointer + "/" + name));
    }

    /** The text in this field, which must not be empty. */
    public String text(String name) throws Unreadable {
        return optionalText(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> wrong(name, "is missing or not a text"));
    }

    /** The text in this field; empty where it is absent or null. */
    public Optional<String> optionalText(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(name, "must be a text");
        }
        return Optional.of(checked(name, value.textValue()));
    }

    /** One of the words allowed here. */
    public String oneOf(String name, Set<String> words) throws Unreadable {
        String word = text(name);
        if (!words.contains(word)) {
            throw wrong(
                    name,
                    "must be one of "
                            + String.join(", ", words.stream().sorted().toList()));
        }
        return word;
    }

    /** A list of objects that must be there. */
    public List<Fields> objects(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (!value.isArray() || value.size() > LONGEST_LIST) {
            throw wrong(name, "must be a list of at most " + LONGEST_LIST);
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : value) {
            String place = name + "/" + objects.size();
            if (!item.isObject()) {
                throw wrong(place, "must be an object");
            }
            objects.add(new Fields(item, pointer + "/" + place));
        }
        return List.copyOf(objects);
    }

    /** A list of texts; empty where the field is absent. */
    public List<String> texts(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > LONGEST_LIST) {
            throw wrong(name, "must be a list of at most " + LONGEST_LIST);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw wrong(name + "/" + texts.size(), "must be a text");
            }
            texts.add(checked(name + "/" + texts.size(), item.textValue()));
        }
        return List.copyOf(texts);
    }

    /** A list of texts that must be there. */
    public List<String> requiredTexts(String name) throws Unreadable {
        if (!node.has(name)) {
            throw wrong(name, "is missing");
        }
        return texts(name);
    }

    /** The texts in an object, by their names; none where the field is missing. */
    public Map<String, String> textsByName(String name) throws Unreadable {
        Optional<Fields> object = optionalObject(name);
        if (object.isEmpty()) {
            return Map.of();
        }
        if (object.get().node.size() > LONGEST_LIST) {
            throw wrong(name, "must have at most " + LONGEST_LIST + " members");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.get().node.properties()) {
            texts.put(member.getKey(), object.get().text(member.getKey()));
        }
        return Map.copyOf(texts);
    }

    /** An exact decimal, written as a text. */
    public BigDecimal decimal(String name) throws Unreadable {
        String text = text(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw wrong(name, "must be a decimal as a text");
        }
        return new BigDecimal(text);
    }

    /** True or false. */
    public boolean flag(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A whole number from 1. */
    public long count(String name) throws Unreadable {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw wrong(name, "must be a whole number from 1");
        }
        return value.longValue();
    }

    /** A UUID. */
    public UUID uuid(String name) throws Unreadable {
        return uuid(pointer + "/" + name, text(name));
    }

    /** Reads a UUID that stands at the pointer. */
    public static UUID uuid(String pointer, String text) throws Unreadable {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notUuid) {
            throw new Unreadable(pointer, "must be a UUID");
        }
    }

    /** A day. */
    public LocalDate day(String name) throws Unreadable {
        try {
            return LocalDate.parse(text(name));
        } catch (DateTimeException notDay) {
            throw wrong(name, "must be a day as yyyy-MM-dd");
        }
    }

    /** A moment with its offset. */
    public Instant moment(String name) throws Unreadable {
        return optionalMoment(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /** A moment with its offset; empty where it is absent or null. */
    public Optional<Instant> optionalMoment(String name) throws Unreadable {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
        } catch (DateTimeException notMoment) {
            throw wrong(name, "must be a moment as yyyy-MM-ddTHH:mm:ssZ");
        }
    }

    private String checked(String name, String text) throws Unreadable {
        if (text.length() > LONGEST_TEXT) {
            throw wrong(name, "is longer than " + LONGEST_TEXT + " characters");
        }
        boolean unstorable = text.chars().anyMatch(c -> c == 0)
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (unstorable) {
            throw wrong(name, "holds U+0000 or a lone surrogate");
        }
        return text;
    }

    private Unreadable wrong(String name, String message) {
        return new Unreadable(pointer + "/" + name, message);
    }
}
