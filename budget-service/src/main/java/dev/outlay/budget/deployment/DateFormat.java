package dev.outlay.budget.deployment;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;

/** Dates as .NET's formats write them, which templates use: {@code yyyy-MM-01}, {@code yyyyMMddTHHmmssZ}. Invariant culture, UTC. */
final class DateFormat {

    private static final int LONGEST = 100;

    private DateFormat() {}

    /** Empty for a format that is not known here. */
    static Optional<String> written(LocalDateTime time, String format) {
        if (format.isEmpty() || format.length() > LONGEST) {
            return Optional.empty();
        }
        return format.length() == 1
                ? standard(format.charAt(0)).flatMap(custom -> custom(time, custom))
                : custom(time, format);
    }

    /** A single letter stands for a whole format. */
    private static Optional<String> standard(char letter) {
        return switch (letter) {
            case 'd' -> Optional.of("MM/dd/yyyy");
            case 'o', 'O' -> Optional.of("yyyy-MM-ddTHH:mm:ss.fffffff'Z'");
            case 's' -> Optional.of("yyyy-MM-ddTHH:mm:ss");
            case 'u' -> Optional.of("yyyy-MM-dd HH:mm:ss'Z'");
            default -> Optional.empty();
        };
    }

    private static Optional<String> custom(LocalDateTime time, String format) {
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char letter = format.charAt(at);
            if (letter == '\'' || letter == '"') {
                int end = format.indexOf(letter, at + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                written.append(format, at + 1, end);
                at = end + 1;
            } else {
                int count = 1;
                while (at + count < format.length() && format.charAt(at + count) == letter) {
                    count++;
                }
                Optional<String> part = part(time, letter, count);
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                written.append(part.get());
                at += count;
            }
        }
        return Optional.of(written.toString());
    }

    /** What a letter stands for, so often repeated; what stands for nothing is itself. */
    private static Optional<String> part(LocalDateTime time, char letter, int count) {
        return switch (letter) {
            case 'y' -> year(time.getYear(), count);
            case 'M' -> month(time, count);
            case 'd' -> day(time, count);
            case 'H' -> digits(time.getHour(), count);
            case 'h' -> digits((time.getHour() + 11) % 12 + 1, count);
            case 'm' -> digits(time.getMinute(), count);
            case 's' -> digits(time.getSecond(), count);
            case 'f' -> fraction(time, count);
            case 't' -> half(time, count);
            case 'F', 'K', 'g', 'z', '%', '\\' -> Optional.empty();
            default -> Optional.of(Character.toString(letter).repeat(count));
        };
    }

    private static Optional<String> year(int year, int count) {
        return switch (count) {
            case 2 -> Optional.of(padded(year % 100, 2));
            case 4 -> Optional.of(padded(year, 4));
            default -> Optional.empty();
        };
    }

    private static Optional<String> month(LocalDateTime time, int count) {
        return switch (count) {
            case 3 -> Optional.of(time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 4 -> Optional.of(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            default -> digits(time.getMonthValue(), count);
        };
    }

    private static Optional<String> day(LocalDateTime time, int count) {
        return switch (count) {
            case 3 -> Optional.of(time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 4 -> Optional.of(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            default -> digits(time.getDayOfMonth(), count);
        };
    }

    private static Optional<String> fraction(LocalDateTime time, int count) {
        return count > 7
                ? Optional.empty()
                : Optional.of(padded(time.getNano(), 9).substring(0, count));
    }

    private static Optional<String> half(LocalDateTime time, int count) {
        String half = time.getHour() < 12 ? "AM" : "PM";
        return count > 2 ? Optional.empty() : Optional.of(half.substring(0, count));
    }

    private static Optional<String> digits(int number, int count) {
        return count > 2 ? Optional.empty() : Optional.of(padded(number, count));
    }

    private static String padded(int number, int length) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
