package dev.outlay.budget.budget;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that somebody sends: which can be kept, and how they are shown in a message. */
public final class JsonText {

    private static final int SHOWN = 60;

    /** Characters of a date as ISO 8601 writes it. */
    private static final int DAY = 10;

    private JsonText() {}

    /** Whether it says something that can be kept: not blank, not longer than so many UTF-16 units, and {@link #isStorable}. */
    public static boolean keeps(String text, int maxLength) {
        return !text.isBlank() && text.length() <= maxLength && isStorable(text);
    }

    /** Whether PostgreSQL and every reader of an e-mail can hold it: no control characters, no halves of surrogate pairs. A blank text can be held. */
    public static boolean isStorable(String text) {
        return text.codePoints().allMatch(JsonText::isStorable);
    }

    private static boolean isStorable(int point) {
        return !Character.isISOControl(point) && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }

    /** A text quoted for a message, cut to a length that fits one. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(SHOWN).filter(JsonText::isStorable).forEach(shown::appendCodePoint);
        return shown.append('\'').toString();
    }

    /** The texts of an array; adds a problem and leaves out what cannot be kept. A missing array is an empty one. */
    static List<String> list(JsonNode node, String path, int maxCount, int maxLength, List<String> problems) {
        List<String> texts = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isArray() || node.size() > maxCount) {
            problems.add("'" + path + "' must be an array of at most " + maxCount + " texts.");
            return texts;
        }
        for (int index = 0; index < node.size(); index++) {
            JsonNode item = node.get(index);
            if (item.isTextual() && keeps(item.textValue(), maxLength)) {
                texts.add(item.textValue());
            } else {
                problems.add("'" + path + "[" + index + "]' must be a text of 1 to " + maxLength
                        + " characters without control characters.");
            }
        }
        return texts;
    }

    /** An ISO 8601 date, or date and time without offset, with time and offset, as ARM shows it: {@code 2026-11-01T00:00:00Z}. Anything else stays as it is. */
    static String completed(String text) {
        try {
            LocalDateTime time =
                    text.length() == DAY ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z";
        } catch (DateTimeException other) {
            return text;
        }
    }

    /** The day in UTC that an ISO 8601 date or date and time names, years 1000 to 9000; null for anything else. */
    static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = text.length() == DAY ? LocalDate.parse(text) : dayOfTime(text);
            return day.getYear() < 1000 || day.getYear() > 9000 || !text.startsWith(Integer.toString(day.getYear()))
                    ? null
                    : day;
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
