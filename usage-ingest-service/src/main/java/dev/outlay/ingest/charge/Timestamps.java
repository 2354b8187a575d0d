package dev.outlay.ingest.charge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps of charges: ISO 8601 with {@code Z} or an offset, seconds optional (Azure writes {@code 2024-09-01T00:00Z}), or
 * FOCUS's {@code 2024-09-18 23:00:00}, which is UTC. Read by hand, since each charge has several.
 */
public final class Timestamps {
    /** Years of four digits, also after an offset was converted: the contract and the ledger know no others. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Timestamps() {}

    /** The moment, or null where the text is no timestamp or says no zone. */
    public static @Nullable Instant parse(String text) {
        try {
            return new Cursor(text).instant();
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException notATimestamp) {
            return null;
        }
    }

    /** The moment in the form that is published: ISO 8601, UTC, with a {@code Z}. */
    static String canonical(String text, Instant instant) {
        boolean already = text.length() == 20 && text.charAt(10) == 'T' && text.charAt(19) == 'Z';
        return already ? text : instant.toString();
    }

    /** Reads a timestamp from left to right; runs out of text or of patience by throwing. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        @Nullable
        Instant instant() {
            LocalDate date = LocalDate.of(digits(4), afterMark('-', 2), afterMark('-', 2));
            char between = next();
            if (between != 'T' && between != ' ') {
                return null;
            }
            int hour = digits(2);
            int minute = afterMark(':', 2);
            int second = 0;
            int nano = 0;
            if (peek() == ':') {
                second = afterMark(':', 2);
                if (peek() == '.') {
                    nano = fraction();
                }
            }
            int offset = offsetSeconds(between == ' ');
            if (at != text.length()) {
                return null;
            }
            LocalTime time = LocalTime.of(hour, minute, second, nano);
            long epochSecond = date.toEpochSecond(time, ZoneOffset.UTC) - offset;
            Instant instant = Instant.ofEpochSecond(epochSecond, nano);
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        }

        private int offsetSeconds(boolean utcWhenSilent) {
            if (at == text.length() && utcWhenSilent) {
                return 0;
            }
            char sign = next();
            if (sign == 'Z') {
                return 0;
            }
            if (sign != '+' && sign != '-') {
                throw new NumberFormatException(text);
            }
            int seconds = digits(2) * 3600 + afterMark(':', 2) * 60;
            return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds).getTotalSeconds();
        }

        private int fraction() {
            at++;
            int start = at;
            int nano = 0;
            while (Character.isDigit(peek())) {
                nano = nano * 10 + digits(1);
                if (at - start > 9) {
                    throw new NumberFormatException(text);
                }
            }
            int count = at - start;
            if (count == 0) {
                throw new NumberFormatException(text);
            }
            for (int missing = count; missing < 9; missing++) {
                nano *= 10;
            }
            return nano;
        }

        private int afterMark(char mark, int count) {
            if (next() != mark) {
                throw new NumberFormatException(text);
            }
            return digits(count);
        }

        private int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                char digit = next();
                if (digit < '0' || digit > '9') {
                    throw new NumberFormatException(text);
                }
                value = value * 10 + (digit - '0');
            }
            return value;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private char next() {
            return text.charAt(at++);
        }
    }
}
