package dev.outlay.budget.stream;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the time stamps that charges carry: ISO 8601 with an offset or Z, and FOCUS's form with a space, which is UTC. */
final class Timestamp {

    private static final int MIN_YEAR = 1970;

    /** The last year in which anything may begin. */
    static final int LAST_YEAR = 2200;

    /** What never ends is written down as ending in this year. */
    static final int NEVER = 9999;

    private Timestamp() {}

    static Optional<Instant> read(String text) {
        return read(text, LAST_YEAR);
    }

    /** @param maxYear the last that is accepted */
    static Optional<Instant> read(String text, int maxYear) {
        if (text.length() < 10 || text.length() > 64) {
            return Optional.empty();
        }
        Instant usual = usualForm(text, maxYear);
        if (usual != null) {
            return Optional.of(usual);
        }
        try {
            OffsetDateTime time = parse(text);
            int year = time.getYear();
            return year < MIN_YEAR || year > maxYear ? Optional.empty() : Optional.of(time.toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** The forms that nearly every charge has, {@code 2026-11-03T00:00:00Z} and with milliseconds, read by hand: each charge has several. */
    private static @Nullable Instant usualForm(String text, int maxYear) {
        int length = text.length();
        boolean millis = length == 24 && text.charAt(19) == '.';
        if (!(length == 20 || millis) || text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
            return null;
        }
        if (text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int milli = millis ? digits(text, 20, 23) : 0;
        boolean plain = year >= MIN_YEAR && year <= maxYear && month >= 1 && month <= 12 && day >= 1 && day <= 28;
        if (!plain || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || milli < 0) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, milli * 1_000_000L);
    }

    /** The number, or -1 where there is anything but digits. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static OffsetDateTime parse(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        boolean hasOffset = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 11) > 0;
        return hasOffset ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
    }
}
