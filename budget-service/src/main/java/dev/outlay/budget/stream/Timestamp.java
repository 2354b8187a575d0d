package dev.outlay.budget.stream;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the time stamps that charges carry: ISO 8601 with an offset or Z, and FOCUS's form with a space, which is UTC. */
final class Timestamp {

    private static final int MIN_YEAR = 1970;
    private static final int MAX_YEAR = 2200;

    private Timestamp() {}

    static Optional<Instant> read(String text) {
        if (text.length() < 10 || text.length() > 64) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = parse(text);
            int year = time.getYear();
            return year < MIN_YEAR || year > MAX_YEAR ? Optional.empty() : Optional.of(time.toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
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
