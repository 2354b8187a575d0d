package dev.outlay.alert.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Wishes as JSON: the same in the API and in the table. */
public final class WishesJson {

    /** Entries of {@code quietHours}. */
    public static final int MOST_QUIET_HOURS = 10;

    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("timeZone", "digest", "dailyAt", "quietHours", "exceeded"));
    private static final Set<String> KNOWN_OF_HOURS = new TreeSet<>(Set.of("from", "to", "days"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private WishesJson() {}

    /** What wishes that cannot be meant are answered with. */
    public static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong, for people. */
        public Unclear(String message) {
            super(message);
        }
    }

    /** Reads wishes; what is missing is as if nobody wished anything. */
    public static Wishes read(JsonNode json) throws Unclear {
        only(json, KNOWN, "The body");
        Wishes wishes = new Wishes(
                zone(json),
                Wishes.Digest.ofWord(text(json, "digest", Wishes.Digest.AT_ONCE.word()))
                        .orElseThrow(() -> new Unclear("digest must be AtOnce, Hourly or Daily.")),
                json.has("dailyAt") ? time(json, "dailyAt") : MORNING,
                quietHours(json.path("quietHours")),
                Wishes.Exceeded.ofWord(text(json, "exceeded", Wishes.Exceeded.WAIT.word()))
                        .orElseThrow(() -> new Unclear("exceeded must be wait or tell.")));
        if (!QuietHours.leaveTime(wishes.quietHours())) {
            throw new Unclear("quietHours must leave a time in the week at which mail may go.");
        }
        return wishes;
    }

    private static void only(JsonNode json, Set<String> known, String what) throws Unclear {
        List<String> unknown = json.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
        if (!json.isObject() || !unknown.isEmpty()) {
            throw new Unclear(what + " must be an object that may have " + known
                    + (unknown.isEmpty() ? "." : ", not " + unknown + "."));
        }
    }

    private static String text(JsonNode json, String name, String otherwise) throws Unclear {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new Unclear(name + " must be a text.");
        }
        return value.textValue();
    }

    /** Its names are those of the IANA; an offset knows nothing of summer. */
    private static ZoneId zone(JsonNode json) throws Unclear {
        String name = text(json, "timeZone", "");
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new Unclear("timeZone is required: a name of the IANA time zone database, such as Europe/Zurich.");
        }
        return ZoneId.of(name);
    }

    private static LocalTime time(JsonNode json, String name) throws Unclear {
        String text = text(json, name, "");
        if (!TIME.matcher(text).matches()) {
            throw new Unclear(name + " must be a time from 00:00 to 23:59, such as 07:30.");
        }
        return LocalTime.parse(text);
    }

    private static List<QuietHours> quietHours(JsonNode json) throws Unclear {
        List<QuietHours> hours = new ArrayList<>();
        if (json.isMissingNode()) {
            return hours;
        }
        if (!json.isArray() || json.size() > MOST_QUIET_HOURS) {
            throw new Unclear("quietHours must be a list of at most " + MOST_QUIET_HOURS + ".");
        }
        for (JsonNode each : json) {
            only(each, KNOWN_OF_HOURS, "Each of quietHours");
            hours.add(new QuietHours(time(each, "from"), time(each, "to"), days(each.path("days"))));
        }
        return List.copyOf(hours);
    }

    private static Set<DayOfWeek> days(JsonNode json) throws Unclear {
        if (json.isMissingNode()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode each : json) {
            days.add(
                    day(each.textValue()).orElseThrow(() -> new Unclear("days must hold days from Monday to Sunday.")));
        }
        if (!json.isArray() || days.isEmpty() || days.size() < json.size()) {
            throw new Unclear("days must be a list of 1 to 7 days, each of them once.");
        }
        return days;
    }

    private static Optional<DayOfWeek> day(@Nullable String name) {
        return EnumSet.allOf(DayOfWeek.class).stream()
                .filter(day -> name(day).equals(name))
                .findFirst();
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** Writes them, what was left out included. */
    public static ObjectNode write(Wishes wishes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("timeZone", wishes.zone().getId());
        json.put("digest", wishes.digest().word());
        json.put("dailyAt", MINUTES.format(wishes.dailyAt()));
        ArrayNode hours = json.putArray("quietHours");
        for (QuietHours each : wishes.quietHours()) {
            ObjectNode written = hours.addObject();
            written.put("from", MINUTES.format(each.from()));
            written.put("to", MINUTES.format(each.to()));
            ArrayNode days = written.putArray("days");
            each.days().stream().sorted().map(WishesJson::name).forEach(days::add);
        }
        json.put("exceeded", wishes.exceeded().word());
        return json;
    }

    /** Reads what is in the table; empty where this service cannot, since another version of it or of its time zones wrote it. */
    static Optional<Wishes> kept(String json) {
        try {
            return Optional.of(read(JSON.readTree(json)));
        } catch (JsonProcessingException | Unclear unknown) {
            return Optional.empty();
        }
    }
}
